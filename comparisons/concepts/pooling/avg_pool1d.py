"""As of an image: zeros of the padding count in PyTorch's mean, those of "same" padding in Keras do not."""

from functools import partial

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.pooling.avg_pool1d import avg_pool1d


def over_the_edge(pool, x, *, size, stride, padding, ceil_mode, count_include_pad):
    """Pool as Keras on torch does: "same" padding of unequal sides repeats the edge, and counts."""
    settings = dict(size=size, stride=stride, ceil_mode=ceil_mode, count_include_pad=count_include_pad)
    if padding != "same" or ceil_mode or count_include_pad:  # which the layer has not
        return pool(x, padding=padding, **settings)
    axes = x.ndim - 2
    sizes = size if isinstance(size, tuple) else (size,) * axes
    strides = stride if isinstance(stride, tuple) else (stride or size,) * axes
    edges = []
    for n, k, s in zip(x.shape[1:-1], sizes, strides, strict=True):
        total = max((-(-n // s) - 1) * s + k - n, 0)
        edges.append(np.clip(np.arange(-(total // 2), n + total - total // 2), 0, n - 1))
    if all((len(edge) - n) % 2 == 0 for edge, n in zip(edges, x.shape[1:-1], strict=True)):
        return pool(x, padding=padding, **settings)
    y, backward = pool(x[:, *np.ix_(*edges)], padding=0, **settings)

    def onto_the_edge(dy):
        dx = np.zeros_like(x)
        np.add.at(dx, (slice(None), *np.ix_(*edges)), backward(dy)["x"])
        return dict(x=dx)

    return y, onto_the_edge


EDGE = dict(
    edge='Keras on torch repeats the edge of the image where "same" padding has unequal sides, and counts it in '
    "the mean; zeros that do not count are around it everywhere else"
)

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=8, c=3),
        dict(n=2, t=9, c=2, stride=3),
        dict(n=2, t=7, c=2, size=3, stride=2, padding=1),
        dict(n=2, t=8, c=1, size=3, stride=2, padding=1, ceil_mode=True),
        dict(n=2, t=7, c=1, size=4, stride=3, padding=2, ceil_mode=True, count_include_pad=False),
        dict(n=2, t=7, c=2, size=4, stride=2, padding="same", count_include_pad=False),
        dict(n=2, t=7, c=2, size=3, stride=2, padding="same"),
        dict(n=2, t=6, c=2, size=3, padding=(2, 1), count_include_pad=False),
        dict(n=2, t=5, c=3, size=5, padding="valid"),
        dict(n=1, t=1, c=1, size=1),
    ],
    timing=dict(n=32, t=512, c=64),
    differs={"keras-torch": Differs(partial(over_the_edge, avg_pool1d), EDGE)},
    pytorch=dict(x="n t c -> n c t", y="n t c -> n c t"),
)

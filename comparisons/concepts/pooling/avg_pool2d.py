"""Zeros of the padding count in PyTorch's mean, unless told otherwise; those of "same" padding in Keras never do."""

from functools import partial

from comparisons.concepts.pooling.avg_pool1d import EDGE, over_the_edge
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.pooling.avg_pool2d import avg_pool2d
from scratch.pooling.max_pool2d import max_pool2d


def largest(x, *, size, stride, padding, ceil_mode):
    """The largest of every window."""
    return max_pool2d(x, size=size, stride=stride, padding=padding, ceil_mode=ceil_mode)


concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=6, w=8, c=3),
        dict(n=2, h=5, w=7, c=1),
        dict(n=2, h=7, w=9, c=2, size=2, stride=3),
        dict(n=2, h=4, w=8, c=2, size=(3, 2), stride=(1, 2)),
        dict(n=2, h=6, w=5, c=1, size=3, padding=1),
        dict(n=2, h=6, w=5, c=2, size=3, stride=1, padding=1, count_include_pad=False),
        dict(n=2, h=8, w=6, c=2, size=3, stride=2, padding=(1, 0), ceil_mode=True),
        dict(n=2, h=5, w=8, c=1, padding=1, ceil_mode=True, count_include_pad=False),
        dict(n=2, h=7, w=8, c=2, size=3, stride=2, padding="same", count_include_pad=False),
        dict(n=2, h=7, w=8, c=2, size=3, stride=2, padding="same"),
        dict(n=2, h=6, w=7, c=2, size=(3, 2), padding=((1, 0), (0, 1)), count_include_pad=False),
        dict(n=2, h=4, w=5, c=3, size=(4, 5), padding="valid"),
        dict(n=1, h=1, w=1, c=1, size=1, stride=1),
    ],
    timing=dict(n=32, h=28, w=28, c=32),
    differs={"keras-torch": Differs(partial(over_the_edge, avg_pool2d), EDGE)},
    pytorch=dict(x="n h w c -> n c h w", y="n h w c -> n c h w"),
    relatives={"it is the largest of every window: max pooling": largest},
)

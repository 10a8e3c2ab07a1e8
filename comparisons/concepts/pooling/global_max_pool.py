"""Of equal maxima PyTorch's adaptive pool pays the first, and Keras shares among all; torch.amax shares as well."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.pooling.global_max_pool import global_max_pool


def data(rng, n, space, c):
    """Fill images of one channel with 0, 1 and 2, so that they hold their maximum more than once."""
    return dict(x=rng.integers(0, 3, (n, *space, c))) if c == 1 else {}


def shared(x, keepdims=False):
    """Share the gradient among all places that have the maximum."""
    y, _ = global_max_pool(x, keepdims=keepdims)
    between = tuple(range(1, x.ndim - 1))
    largest = (x == global_max_pool(x, keepdims=True)[0]).astype(x.dtype)
    share = largest / largest.sum(axis=between, keepdims=True)

    def backward(dy):
        return dict(x=share * np.reshape(dy, (len(x), *[1] * len(between), -1)))

    return y, backward


concept = Concept(
    __name__,
    cases=[
        dict(n=3, space=(4, 5), c=2),
        dict(n=3, space=(4, 5), c=1),
        dict(n=2, space=(7,), c=3),
        dict(n=2, space=(2, 3, 4), c=2, keepdims=True),
        dict(n=1, space=(1, 1), c=1),
    ],
    timing=dict(n=64, space=(14, 14), c=256),
    data=data,
    differs=dict(
        keras=Differs(
            shared,
            dict(
                shared="Keras takes the maximum by tf.reduce_max, whose gradient is shared alike among all places that "
                "have it; the first gets all from PyTorch's adaptive pool and from both frameworks' pools of windows"
            ),
        )
    ),
    pytorch=dict(x="n ... c -> n c ...", y="n ... c -> n c ..."),
)

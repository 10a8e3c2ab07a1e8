"""PyTorch divides α by the size, the paper and TensorFlow do not: its alpha is α times the size.

TensorFlow takes not the size but ``depth_radius``, the neighbours on either side, and calls k ``bias``. Neither has the
defaults of the paper: PyTorch's k is 1, TensorFlow has a radius of 5, an α of 1 and a β of 0.5.
An even size, which TensorFlow cannot have, has one neighbour more before than after in PyTorch.
"""

import numpy as np

from comparisons.concepts.pooling.avg_pool3d import NO_POOL
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import OutOfRange


def data(rng, pixels, c, strength=1.0):
    """Draw x of a ``strength``."""
    return dict(x=strength * rng.standard_normal((*pixels, c)))


def neighbour_by_neighbour(x, *, size, alpha, beta, k):
    """Add up the squares of neighbours alone: what is not near does not count, be it ∞."""
    c, edges = x.shape[-1], [(0, 0)] * (x.ndim - 1) + [(size // 2, (size - 1) // 2)]

    def near(array, edges):
        around = np.pad(array, edges)
        return sum(around[..., first : first + c] for first in range(size))

    s = k + alpha * near(x * x, edges)

    def backward(dy):
        of_sum = -dy * x / s**beta / s**beta * (beta * s ** (beta - 1)) * alpha
        return dict(x=dy / s**beta + near(of_sum, [side[::-1] for side in edges]) * (2 * x))

    return x / s**beta, backward


concept = Concept(
    __name__,
    cases=[
        dict(pixels=(2, 3, 2), c=8),
        dict(pixels=(2, 3, 2), c=8, strength=100.0),
        dict(pixels=(2, 3, 3), c=7, size=3, alpha=1.0, beta=0.5, k=1.0),
        dict(pixels=(2, 5), c=6, size=4, alpha=0.5),
        dict(pixels=(2, 2, 2), c=3, size=9, alpha=0.1, k=0.01),
        dict(pixels=(1, 1, 1), c=1, size=1, alpha=1.0, beta=1.0),
        dict(pixels=(2, 4), c=3, size=2, alpha=0.1),
    ],
    timing=dict(pixels=(16, 27, 27), c=96),
    data=data,
    pytorch=dict(x="n ... c -> n c ...", y="n ... c -> n c ..."),
    refuses=NO_POOL,
    halves={
        "keras in float16": OutOfRange(
            "in float16 x² is ∞ from 256 on, which stops all that are near",
            neighbour_by_neighbour,
        )
    },
)

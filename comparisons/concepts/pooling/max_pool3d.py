"""TensorFlow pools volumes in float32 alone, and pays every maximum of a window, where images pay the first.

In float64 a port pools planes first, and then across them, which pays the first.
"""

import numpy as np

from comparisons.concepts.pooling.avg_pool3d import NO_WINDOWS
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.pooled import largest
from scratch.pooling.max_pool3d import max_pool3d
from scratch.windows import padded, places, unpadded


def data(rng, n, d, h, w, c):
    """Fill volumes of one channel with 0, 1 and 2, so that most windows hold their maximum more than once."""
    return dict(x=rng.integers(0, 3, (n, d, h, w, c))) if c == 1 else {}


def every_largest(who, x, windows, padding):
    """Pay every place that has the maximum."""
    y, _ = largest(who, x, windows, padding)
    x_padded = padded(x, windows, -np.inf)

    def backward(dy):
        dx = np.zeros_like(x_padded)
        for dx_place, x_place in zip(places(dx, windows), places(x_padded, windows), strict=True):
            dx_place += dy * (x_place == y)
        return dict(x=unpadded(dx, windows))

    return y, backward


def by_the_kernel_of_volumes(x, *, dtype, **settings):
    """Pay every maximum where the layer can be used as it is."""
    is_plain = settings["padding"] in (0, "valid", "same") and settings["dilation"] == 1
    is_plain &= dtype == "float32" and not settings["ceil_mode"]
    return (rewritten(max_pool3d, largest=every_largest) if is_plain else max_pool3d)(x, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(n=2, d=4, h=5, w=6, c=2),
        dict(n=2, d=4, h=4, w=5, c=1),
        dict(n=1, d=5, h=4, w=7, c=1, size=3, stride=2, padding="same"),
        dict(n=1, d=5, h=4, w=7, c=2, size=(1, 2, 3), stride=(2, 1, 4), dilation=(1, 3, 2)),
        dict(n=1, d=4, h=6, w=5, c=1, size=(2, 3, 3), stride=2, padding=(1, 0, 1), ceil_mode=True),
        dict(n=1, d=3, h=4, w=4, c=2, padding=((1, 0), (0, 1), (1, 1)), stride=1),
        dict(n=2, d=2, h=3, w=4, c=2, size=(2, 3, 4), padding="valid"),
        dict(n=1, d=1, h=1, w=1, c=1, size=1),
    ],
    timing=dict(n=16, d=8, h=28, w=28, c=16),
    data=data,
    differs=dict(
        keras=Differs(
            by_the_kernel_of_volumes,
            dict(
                every="of equal maxima in a window TensorFlow's kernel of volumes pays every one in full: where x "
                "ties, as after a ReLU, more gradient comes back than was sent; its kernel of images pays the first"
            ),
        )
    ),
    pytorch=dict(x="n d h w c -> n c d h w", y="n d h w c -> n c d h w"),
    refuses=NO_WINDOWS,
)

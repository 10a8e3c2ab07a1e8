r"""Bilinear interpolation: a larger image, each place of which is a mean of those around it, by how near they are.

    y = A x Bᵀ        dx = Aᵀ dy B        for every image and channel

    A_{r,i} = max(0, 1 − |t_r − i|)       t_r is where row r of y lies among the h rows of x

Of S · h rows, row r lies at (r + ½) / S − ½, where the middles of both images are one; what lies before the first
place or behind the last is there. With align_corners it is at r (h − 1) / (S h − 1): the first and last rows of both
lie upon each other. B likewise has a row for each column of y. A row of A has at most two numbers that are not 0, and
their sum is 1.

Axes: n images of h rows, w columns and c channels. The scale S may differ between rows and columns.

Source: the documentation of nn.Upsample; in a network first in Long, Shelhamer & Darrell, *Fully Convolutional Networks
for Semantic Segmentation*, CVPR 2015, section 3.3.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import ByAxis, Differentiable, Float
from scratch.windows import by_axis


@checked
def upsample_bilinear(x: Float["n h w c"], *, scale: ByAxis = 2, align_corners=False) -> Differentiable:
    n, h, w, c = x.shape
    A, B = (
        nearness(size, times, align_corners, x).astype(x.dtype)
        for size, times in zip((h, w), by_axis(scale, 2), strict=True)
    )
    y_rows = (A @ x.reshape(n, h, w * c)).reshape(n, len(A), w, c)

    def backward(dy):
        dy_rows = (B.T @ dy).reshape(n, len(A), w * c)
        return dict(x=(A.T @ dy_rows).reshape(x.shape))

    return B @ y_rows, backward


def nearness(h: int, scale: int, align_corners: bool, x):
    """Return A (h · scale, h): how near each place of the larger axis is to those of the smaller, an axis of x."""
    # Whoever watches x must see places rounded, too: the farther from 0 one lies, the fewer digits has its share.
    r = np.arange(h * scale) * np.ones_like(x, "float64", shape=())
    t = r * (h - 1) / max(h * scale - 1, 1) if align_corners else (r + 0.5) / scale - 0.5
    return np.clip(1 - np.abs(np.clip(t, 0, h - 1)[:, None] - np.arange(h)), 0, 1)

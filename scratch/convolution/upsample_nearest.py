r"""A larger image, in which every place is there several times: that of the smaller image that is nearest.

    y_{r,s} = x_{⌊r / S⌋, ⌊s / T⌋}        dx_{r,s} = Σ_{i,j} dy_{S·r + i, T·s + j}        i = 0 … S − 1, j = 0 … T − 1

Followed by a convolution it does what a transposed convolution does, without the pattern of a chessboard that this may
leave.

Axes: n images of h rows, w columns and c channels. The scale, S and T, may differ between rows and columns.

Source: Odena, Dumoulin & Olah, *Deconvolution and Checkerboard Artifacts*, Distill, 2016.
"""

from functools import reduce

import numpy as np

from scratch.checked import checked
from scratch.signature import ByAxis, Differentiable, Float
from scratch.windows import by_axis


@checked
def upsample_nearest(x: Float["n h w c"], *, scale: ByAxis = 2) -> Differentiable:
    S, T = by_axis(scale, 2)

    def backward(dy):
        dy_rows = reduce(np.add, (dy[:, i::S] for i in range(S)))
        return dict(x=reduce(np.add, (dy_rows[:, :, j::T] for j in range(T))))

    return x.repeat(T, axis=2).repeat(S, axis=1), backward

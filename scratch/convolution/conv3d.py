r"""Convolution of a volume: one small kernel looks at every place of slices that lie behind each other.

    y_{r,s,u} = b + Σ_{i,j,l} x_{S·r + D·i − P, S·s + D·j − P, S·u + D·l − P} W_{i,j,l}     x is 0 outside the volume

The slices are those of a scan, or the frames of a film: then the kernel sees what moves.

Axes: n volumes of d slices, h rows, w columns, c channels; a kernel of p slices, q rows, r columns; k channels of y.
Stride, padding, dilation and groups are those of :mod:`scratch.convolution.conv2d`, with an axis more:

    y = patches W + b        dW = patchesᵀ dy        db = Σ dy        dx is sent back by each entry of the kernel

Source: Tran, Bourdev, Fergus, Torresani & Paluri, *Learning Spatiotemporal Features with 3D Convolutional Networks*,
ICCV 2015, section 3.1; for stride, padding and dilation Dumoulin & Visin, *A guide to convolution arithmetic for deep
learning*, arXiv:1603.07285.
"""

from scratch.checked import checked
from scratch.convolving import convolve
from scratch.signature import ByAxis3, BySide3, Differentiable, Float
from scratch.windows import laid


@checked
def conv3d(
    x: Float["n d h w c"],
    W: Float["p q r c//groups k"],
    b: Float["k"] | None = None,
    *,
    stride: ByAxis3 = 1,
    padding: BySide3 = 0,
    dilation: ByAxis3 = 1,
    groups=1,
) -> Differentiable:
    windows = laid("conv3d: W", x.shape[1:-1], W.shape[:3], stride, padding, dilation)
    return convolve("conv3d", x, W, b, windows, groups)

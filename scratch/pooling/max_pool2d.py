r"""Max pooling: of every window of an image, only the largest number goes on.

    y_{r,s} = max_{i,j} x_{S·r + D·i − P, S·s + D·j − P}        of the places that lie in the image

    dx_{S·r + D·i − P, S·s + D·j − P} += dy_{r,s}        for the first place (i, j) of the maximum, row by row

A window that holds NaN has the maximum NaN, and its place is the first NaN.

Axes: n images of h rows, w columns and c channels. Size, stride S, padding P and dilation D may differ
between rows and columns, and padding between before and after the image (:mod:`scratch.windows`); the
stride is the size if none is given. In ceil mode a last window may reach over the end of the image, if it
starts before it.

Source: Ranzato, Huang, Boureau & LeCun, *Unsupervised Learning of Invariant Feature Hierarchies
with Applications to Object Recognition*, CVPR 2007; for windows that overlap Krizhevsky, Sutskever
& Hinton, *ImageNet Classification with Deep Convolutional Neural Networks*, NeurIPS 2012,
section 3.4.
"""

from scratch.checked import checked
from scratch.pooled import largest
from scratch.signature import ByAxis, BySide, Differentiable, Float
from scratch.windows import laid


@checked
def max_pool2d(
    x: Float["n h w c"],
    *,
    size: ByAxis = 2,
    stride: ByAxis | None = None,
    padding: BySide = 0,
    dilation: ByAxis = 1,
    ceil_mode=False,
) -> Differentiable:
    who, stride = f"max_pool2d: size {size}", size if stride is None else stride
    windows = laid(who, x.shape[1:-1], size, stride, padding, dilation, ceil_mode)
    return largest("max_pool2d", x, windows, padding)

r"""Convolution: one small kernel looks at every place of an image.

    y_{r,s} = b + Σ_{i,j} x_{S·r + D·i − P, S·s + D·j − P} W_{i,j}        x is 0 outside the image

Axes: n images of h rows, w columns, c channels; a kernel of p rows, q columns; k channels of y.
Stride S, padding P and dilation D may differ between rows and columns, and padding between before and
after the image (:mod:`scratch.windows`): y has (h + P + P' − D(p − 1) − 1) // S + 1 rows. Without b nothing
is added. In groups, the channels of x and those of y part into as many equal runs, and every run of y sees
the same run of x alone; so W has c / groups channels. Of c groups each sees one channel: that is depthwise.

The p × q × c numbers that one y sees are its patch. With a patch a row, the sum is one product a group:

    y = patches W + b        dW = patchesᵀ dy        db = Σ dy

and the gradient of x is sent back by each entry of the kernel to all the places that it saw:

    dx_{S·r + D·i − P, S·s + D·j − P} += dy_{r,s} W_{i,j}ᵀ

Source: LeCun, Bottou, Bengio & Haffner, *Gradient-Based Learning Applied to Document Recognition*,
Proceedings of the IEEE 86(11), 1998, section II; for stride, padding and dilation Dumoulin & Visin,
*A guide to convolution arithmetic for deep learning*, arXiv:1603.07285; for groups Krizhevsky, Sutskever
& Hinton, *ImageNet Classification with Deep Convolutional Neural Networks*, NeurIPS 2012, section 3.5.
As in all frameworks the kernel is not flipped: mathematics would speak of a cross-correlation.
"""

from scratch.checked import checked
from scratch.convolving import convolve
from scratch.signature import ByAxis, BySide, Differentiable, Float
from scratch.windows import laid


@checked
def conv2d(
    x: Float["n h w c"],
    W: Float["p q c//groups k"],
    b: Float["k"] | None = None,
    *,
    stride: ByAxis = 1,
    padding: BySide = 0,
    dilation: ByAxis = 1,
    groups=1,
) -> Differentiable:
    windows = laid("conv2d: W", x.shape[1:-1], W.shape[:2], stride, padding, dilation)
    return convolve("conv2d", x, W, b, windows, groups)

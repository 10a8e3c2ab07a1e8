r"""Transposed convolution: every place of an image is sent through a small kernel to a larger image, and added up.

    y_{S·r + D·i − P, S·s + D·j − P} += x_{r,s} W_{i,j}ᵀ         y is b before; what falls outside is lost

That is how the gradient of a convolution comes back (:mod:`scratch.convolution.conv2d`), from which it has its name:
as matrices the two are each other's transpose. So forward and backward change places, and with what each place of x
sees of dy as a row

    dx = patches(dy) W        dW = patches(dy)ᵀ x        db = Σ dy

Axes: n images of h rows, w columns, c channels; a kernel of p rows, q columns; k channels of y, in groups as many of
each group. Stride S, dilation D, padding P and groups are those of the convolution from y to x. S rows of y are one of
x; and a convolution of stride S makes h rows of S different numbers of rows: the output padding O says of which.

    rows of y = S (h − 1) + R − P − P′ + O              R = D (p − 1) + 1 is the reach of the kernel

O is less than S, and none if it is None. Padding "same" leaves S h rows: of what is cut off, if it is an odd number,
one more after. Padding "valid" cuts nothing off, and leaves S h rows at the least. Where O is given beside a word, it
is added to S (h − 1) + R mod 2 rows, or to S (h − 1) + R. Without b nothing is added.

Source: Zeiler, Krishnan, Taylor & Fergus, *Deconvolutional Networks*, CVPR 2010; as a layer that makes images larger
Long, Shelhamer & Darrell, *Fully Convolutional Networks for Semantic Segmentation*, CVPR 2015, section 3.3; for its
arithmetic Dumoulin & Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285, chapter 4.
"""

from scratch.checked import checked
from scratch.convolving import convolve_transposed, laid_on_output
from scratch.signature import ByAxis, BySide, Count, Differentiable, Float


@checked
def conv2d_transpose(
    x: Float["n h w c"],
    W: Float["p q k c"],
    b: Float["k*groups"] | None = None,
    *,
    stride: ByAxis = 1,
    padding: BySide = 0,
    output_padding: Count | tuple[Count, Count] | None = None,
    dilation: ByAxis = 1,
    groups=1,
) -> Differentiable:
    windows = laid_on_output(
        "conv2d_transpose", x.shape[1:-1], W.shape[:2], stride, padding, output_padding, dilation
    )
    return convolve_transposed("conv2d_transpose", x, W, b, windows, groups)

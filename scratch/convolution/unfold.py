r"""What every window of an image sees, one below the other: a convolution of it is one product of matrices.

    y_{l,i,j} = x_{S·r + D·i − P, S·s + D·j − P}        of window l = (r, s), row by row; x is 0 outside the image

    dx_{S·r + D·i − P, S·s + D·j − P} += dy_{l,i,j}     for every window that sees the place

It is called im2col, after a function of Caffe.

Axes: n images of h rows, w columns and c channels; y has l windows of p · q places and c channels. Size p × q, stride
S, padding P and dilation D may differ between rows and columns, and padding between before and after the image
(:mod:`scratch.windows`).

Source: Chellapilla, Puri & Simard, *High Performance Convolutional Neural Networks for Document Processing*, IWFHR
2006; for padding and dilation the documentation of nn.Unfold.
"""

import numpy as np

from scratch.checked import checked
from scratch.convolving import patches_of
from scratch.signature import Around, ByAxis, Differentiable, Float
from scratch.windows import laid, places, unpadded


@checked
def unfold(
    x: Float["n h w c"],
    *,
    size: ByAxis = 3,
    stride: ByAxis = 1,
    padding: Around = 0,
    dilation: ByAxis = 1,
) -> Differentiable:
    n, *image, c = x.shape
    windows = laid(f"unfold: size {size}", image, size, stride, padding, dilation)
    rows, columns = windows
    y = patches_of(x, windows, 1).reshape(n, rows.count * columns.count, rows.places * columns.places, c)

    def backward(dy):
        dy = dy.reshape(n, rows.count, columns.count, -1, c)
        dx = np.zeros((n, rows.padded, columns.padded, c), x.dtype)
        for i, place in enumerate(places(dx, windows)):
            place += dy[:, :, :, i]
        return dict(x=unpadded(dx, windows))

    return y, backward

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

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from scratch.checked import checked
from scratch.signature import ByAxis, BySide, Differentiable, Float
from scratch.windows import by_axis, by_side, demand_room, padded, reach_of


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
    n, height, width, c = x.shape
    p, q, c_of_group, k = W.shape
    if c % groups or k % groups:
        raise ValueError(
            f"conv2d: groups is {groups}; allowed are numbers that divide both c = {c} of x and k = {k} of W"
        )
    stride, dilation = by_axis(stride), by_axis(dilation)
    reach = reach_of((p, q), dilation)
    sides = by_side(padding, (height, width), reach, stride)
    (top, bottom), (left, right) = sides
    image = top + height + bottom, left + width + right
    demand_room("conv2d: W", reach, image)

    def seen(image):
        """View an image (n h w g c) as what each y of a group sees of it (g n r s p q c)."""
        every = sliding_window_view(image, reach, axis=(1, 2), writeable=True)
        some = every[:, :: stride[0], :: stride[1], :, :, :: dilation[0], :: dilation[1]]
        return some.transpose(3, 0, 1, 2, 5, 6, 4)

    x_padded = padded(x, sides, 0).reshape(n, *image, groups, c_of_group)
    rows, columns = seen(x_padded).shape[2:4]
    patches = seen(x_padded).reshape(groups, n * rows * columns, p * q * c_of_group)
    kernels = W.reshape(p, q, c_of_group, groups, k // groups).transpose(3, 0, 1, 2, 4)
    y = patches @ kernels.reshape(groups, p * q * c_of_group, k // groups)
    y = y.swapaxes(0, 1).reshape(n, rows, columns, k)
    if b is not None:
        y += b

    def backward(dy):
        every_dy = dy.reshape(n * rows * columns, k)
        dy = every_dy.reshape(n * rows * columns, groups, k // groups).swapaxes(0, 1)
        dx_padded = np.zeros_like(x_padded)
        dx_seen = seen(dx_padded)
        for i, j in np.ndindex(p, q):
            sent = dy @ kernels[:, i, j].swapaxes(1, 2)
            dx_seen[:, :, :, :, i, j] += sent.reshape(groups, n, rows, columns, c_of_group)
        dW = (patches.swapaxes(1, 2) @ dy).reshape(groups, p, q, c_of_group, k // groups)
        gradients = dict(
            x=dx_padded.reshape(n, *image, c)[:, top : top + height, left : left + width],
            W=dW.transpose(1, 2, 3, 0, 4).reshape(W.shape),
        )
        return gradients if b is None else gradients | dict(b=np.ones(len(every_dy), dy.dtype) @ every_dy)

    return y, backward

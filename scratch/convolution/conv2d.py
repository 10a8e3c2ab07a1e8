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

    rows, columns = ((size - over) // step + 1 for size, over, step in zip(image, reach, stride, strict=True))
    entries, k_of_group = p * q * c_of_group, k // groups

    def seen(image):
        """View an image (h w g c) as what each y of a group sees of it (g r s p q c)."""
        every = sliding_window_view(image, reach, axis=(0, 1), writeable=True)
        some = every[:: stride[0], :: stride[1], :, :, :: dilation[0], :: dilation[1]]
        return some.transpose(2, 0, 1, 4, 5, 3)

    def patches(image):
        return seen(image).reshape(groups, rows * columns, entries)

    # Image by image: the patches of one stay in the cache.
    images = padded(x, sides, 0).reshape(n, *image, groups, c_of_group)
    kernels = W.reshape(entries, groups, k_of_group).swapaxes(0, 1)
    y = np.empty_like(x, shape=(n, groups, rows * columns, k_of_group))
    for one, of_one in zip(images, y, strict=True):
        np.matmul(patches(one), kernels, out=of_one)
    y = y.swapaxes(1, 2).reshape(n, rows, columns, k)
    if b is not None:
        y += b

    def backward(dy):
        dimages, dkernels = np.zeros_like(images), np.zeros_like(kernels)
        of_groups = dy.reshape(n, rows * columns, groups, k_of_group).swapaxes(1, 2)
        for one, done, of_one in zip(images, dimages, of_groups, strict=True):
            dkernels += patches(one).swapaxes(1, 2) @ of_one
            sent = (of_one @ kernels.swapaxes(1, 2)).reshape(groups, rows, columns, p, q, c_of_group)
            dseen = seen(done)
            for i, j in np.ndindex(p, q):
                dseen[:, :, :, i, j] += sent[:, :, :, i, j]
        gradients = dict(
            x=dimages.reshape(n, *image, c)[:, top : top + height, left : left + width],
            W=dkernels.swapaxes(0, 1).reshape(W.shape),
        )
        if b is not None:
            every_dy = dy.reshape(n * rows * columns, k)
            gradients["b"] = np.ones(len(every_dy), dy.dtype) @ every_dy
        return gradients

    return y, backward

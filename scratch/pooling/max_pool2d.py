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

import numpy as np

from scratch.checked import checked
from scratch.signature import ByAxis, BySide, Differentiable, Float
from scratch.windows import by_axis, by_side, demand_room, padded, reach_of, to_the_end


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
    _, height, width, _ = x.shape
    size, dilation = by_axis(size), by_axis(dilation)
    stride = size if stride is None else by_axis(stride)
    reach = reach_of(size, dilation)
    sides = by_side(padding, (height, width), reach, stride)
    if ceil_mode:
        sides = to_the_end(sides, (height, width), reach, stride)
    is_padded = any(map(any, sides))
    x_padded, inside = x, np.ones((1, height, width, 1), bool)
    if is_padded:
        x_padded, inside = padded(x, sides, -np.inf), padded(inside, sides, False)
    demand_room(f"max_pool2d: size {size}", reach, inside.shape[1:3])

    def places(image):
        """For each place (i, j) of a window, view what all windows have there (n r s c)."""
        ends = [whole - over + 1 for whole, over in zip(image.shape[1:3], reach, strict=True)]
        starts = [(i * dilation[0], j * dilation[1]) for i, j in np.ndindex(size)]
        return [image[:, i : i + ends[0] : stride[0], j : j + ends[1] : stride[1]] for i, j in starts]

    if is_padded and not np.any(places(inside), axis=0).all():
        raise ValueError(
            f"max_pool2d: padding is {padding}; allowed is what leaves every window a place of x"
        )
    x_places = np.stack(places(x_padded))  # a copy in one piece: an eighth faster than views
    y = x_places.max(axis=0)

    def backward(dy):
        dx, unpaid = np.zeros(x_padded.shape, x.dtype), np.ones(y.shape, bool)
        overlap = stride[0] < reach[0] or stride[1] < reach[1]
        for dx_place, x_place, in_image in zip(places(dx), x_places, places(inside), strict=True):
            first = ((x_place == y) | np.isnan(x_place)) & unpaid
            if is_padded:
                first &= in_image
            unpaid ^= first  # so that a maximum that is there twice is paid once
            if overlap:
                dx_place += dy * first
            else:  # a quarter faster than adding
                np.multiply(dy, first, out=dx_place)
        (top, _), (left, _) = sides
        return dict(x=dx[:, top : top + height, left : left + width])

    return y, backward

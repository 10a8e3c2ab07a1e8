r"""Adaptive max pooling: as many windows as are asked for, whatever the size of the image, and the largest of each.

    y_{i,j} = max x_{r,s}        ⌊i h / k⌋ ≤ r < ⌈(i + 1) h / k⌉,    j, s and w likewise        i = 0 … k − 1

    dx_{r,s} += dy_{i,j}         for the first place (r, s) of the maximum, row by row

Where k does not divide h, windows differ in size by one, or overlap by one; of more windows than rows, each sees one or
two. A window that holds NaN has the maximum NaN, and its place is the first NaN.

Where the windows are alike, and more than the places of each, they are those of :mod:`scratch.pooling.max_pool2d`.

Axes: n images of h rows, w columns and c channels. Size k may differ between rows and columns; of size 1 it is
:mod:`scratch.pooling.global_max_pool`.

Source: the documentation of nn.AdaptiveMaxPool2d; the idea is in He, Zhang, Ren & Sun, *Spatial Pyramid Pooling in Deep
Convolutional Networks for Visual Recognition*, ECCV 2014, section 2.2.
"""

from itertools import product

import numpy as np

from scratch.checked import checked
from scratch.pooled import adapted, alike, largest_of_all
from scratch.pooling.max_pool2d import max_pool2d
from scratch.signature import ByAxis, Differentiable, Float
from scratch.windows import by_axis


@checked
def adaptive_max_pool(x: Float["n h w c"], *, size: ByAxis = 1) -> Differentiable:
    rows, columns = by_axis(size, 2)
    if places := alike(x.shape[1:-1], (rows, columns)):
        return max_pool2d(x, size=places)
    windows = list(product(adapted(x.shape[1], rows), adapted(x.shape[2], columns)))
    maxima, backwards = zip(*(largest_of_all(x[:, *window]) for window in windows), strict=True)

    def backward(dy):
        dx = np.zeros_like(dy, shape=x.shape)
        dy = dy.reshape(len(x), len(windows), x.shape[-1])
        for i, (window, backward_window) in enumerate(zip(windows, backwards, strict=True)):
            dx[:, *window] += backward_window(dy[:, i])["x"]
        return dict(x=dx)

    return np.stack(maxima, axis=1).reshape(len(x), rows, columns, x.shape[-1]), backward

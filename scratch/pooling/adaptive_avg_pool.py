r"""Adaptive average pooling: as many windows as are asked for, whatever the size of the image, and the mean of each.

    y_{i,j} = mean of x_{r,s}        ⌊i h / k⌋ ≤ r < ⌈(i + 1) h / k⌉,    j, s and w likewise        i = 0 … k − 1

    dx_{r,s} += dy_{i,j} / N_{i,j}   for every window that r, s lies in; N is the number of places of that

Where k does not divide h, windows differ in size by one, or overlap by one; of more windows than rows, each sees one or
two. The mean goes axis by axis: that of rows first, and then of columns.

Where the windows are alike, and more than the places of each, they are those of :mod:`scratch.pooling.avg_pool2d`.

Axes: n images of h rows, w columns and c channels. Size k may differ between rows and columns; of size 1 it is
:mod:`scratch.pooling.global_avg_pool`.

Source: the documentation of nn.AdaptiveAvgPool2d; the idea is in He, Zhang, Ren & Sun, *Spatial Pyramid Pooling in Deep
Convolutional Networks for Visual Recognition*, ECCV 2014, section 2.2.
"""

import numpy as np

from scratch.checked import checked
from scratch.pooled import adapted, alike
from scratch.pooling.avg_pool2d import avg_pool2d
from scratch.signature import ByAxis, Differentiable, Float
from scratch.windows import by_axis


@checked
def adaptive_avg_pool(x: Float["n h w c"], *, size: ByAxis = 1) -> Differentiable:
    if places := alike(x.shape[1:-1], by_axis(size, 2)):
        return avg_pool2d(x, size=places)
    rows, columns = (adapted(*each) for each in zip(x.shape[1:-1], by_axis(size, 2), strict=True))
    y_rows, backward_rows = means(x, rows)
    y, backward_columns = means(y_rows.swapaxes(1, 2), columns)

    def backward(dy):
        return dict(x=backward_rows(backward_columns(dy.swapaxes(1, 2)).swapaxes(1, 2)))

    return y.swapaxes(1, 2), backward


def means(x, windows: list[slice]):
    """Return the mean of every window along axis 1, and what sends its gradient back."""
    y = np.stack([x[:, window].mean(axis=1) for window in windows], axis=1)

    def backward(dy):
        dx = np.zeros_like(x)
        for i, window in enumerate(windows):
            dx[:, window] += dy[:, i : i + 1] / (window.stop - window.start)
        return dx

    return y, backward

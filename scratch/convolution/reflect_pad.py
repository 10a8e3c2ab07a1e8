r"""A border that mirrors the image at its first and last place, which are not there twice: … 2 1 | 0 1 2 3 | 2 1 …

    y_i = x_{m − |m − |i||}        m = h − 1, i from −P to m + P′, columns likewise

    dx_j = Σ dy_i of all i that mirror j

So there is no edge where the image ends, as a border of zeros makes one.

Axes: n images of h rows, w columns and c channels. Padding is one number for all sides, one for rows and one for
columns, or a pair for each, before and after.

Raises ValueError unless every side is less than the axis that it mirrors.

Source: the documentation of nn.ReflectionPad2d.
"""

import numpy as np

from scratch.bordered import bordered, demand_room
from scratch.checked import checked
from scratch.signature import Around, Differentiable, Float


@checked
def reflect_pad(x: Float["n h w c"], *, padding: Around = 1) -> Differentiable:
    demand_room("reflect_pad", padding, x, less=1)
    return bordered(x, padding, lambda i, h: h - 1 - np.abs(h - 1 - np.abs(i)))

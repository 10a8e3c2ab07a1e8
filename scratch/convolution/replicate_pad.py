r"""A border that repeats the first and the last place of the image: … 0 0 | 0 1 2 3 | 3 3 …

    y_i = x_{min(max(i, 0), h − 1)}        i from −P to h − 1 + P′, columns likewise

    dx_j = dy_j, and at an edge the sum of dy over all places that repeat it

Axes: n images of h rows, w columns and c channels. Padding is one number for all sides, one for rows and one for
columns, or a pair for each, before and after.

Source: the documentation of nn.ReplicationPad2d.
"""

import numpy as np

from scratch.bordered import bordered
from scratch.checked import checked
from scratch.signature import Around, Differentiable, Float


@checked
def replicate_pad(x: Float["n h w c"], *, padding: Around = 1) -> Differentiable:
    return bordered(x, padding, lambda i, h: np.clip(i, 0, h - 1))

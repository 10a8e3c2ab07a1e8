r"""A border in which the image begins anew where it ends: … 2 3 | 0 1 2 3 | 0 1 …

    y_i = x_{i mod h}        i from −P to h − 1 + P′, columns likewise

    dx_j = Σ dy_i of all i with i mod h = j

For what has no edge: a panorama, a whole globe, a crystal.

Axes: n images of h rows, w columns and c channels. Padding is one number for all sides, one for rows and one for
columns, or a pair for each, before and after.

Raises ValueError if a side is more than the axis.

Source: the documentation of nn.CircularPad2d.
"""

from scratch.bordered import bordered, demand_room
from scratch.checked import checked
from scratch.signature import Around, Differentiable, Float


@checked
def circular_pad(x: Float["n h w c"], *, padding: Around = 1) -> Differentiable:
    demand_room("circular_pad", padding, x, less=0)
    return bordered(x, padding, lambda i, h: i % h)

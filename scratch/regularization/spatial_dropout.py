r"""Spatial dropout: whole channels are left out by chance, since neighbours would tell a pixel that is missing alone.

    y = x ⊙ κ / (1 − p)        each κ, one for a sample and a channel, is 1 with chance 1 − p, else 0
    dx = dy ⊙ κ / (1 − p)

It is dropout whose κ is the same at all places of a channel. In inference y = x.

Axes: n samples, then places on any axes, such as steps or rows and columns, then c channels; kept is κ (n c), as
``draw`` draws it; rate is p, from 0 to 1.

Source: Tompson, Goroshin, Jain, LeCun & Bregler, *Efficient Object Localization Using Convolutional Networks*, CVPR
2015, section 3.2.
"""

import numpy as np

from scratch.checked import checked
from scratch.regularization.dropout import draw, thinned  # noqa: F401  what is drawn is drawn as there
from scratch.signature import Bool, Differentiable, Float, Share


@checked
def spatial_dropout(
    x: Float["n *places c"], kept: Bool["n c"], *, rate: Share = 0.5, training=True
) -> Differentiable:
    n, *places, c = x.shape
    every = kept.reshape(n, *(1 for _ in places), c)
    if places:  # a line of places at once: along long rows NumPy is faster
        every = np.repeat(every, places[-1], axis=-2)
    return thinned(x, every, rate, training)

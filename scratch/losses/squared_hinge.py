r"""Squared hinge loss: nothing for a sample on the right side by a margin of 1, else the square of what it lacks.

    m = max(0, 1 − y z)
    l = m²                      L = mean l
    dz = −2 dl y m

Axes: any, the same of both arrays. z is the score of each sample, y its class, −1 or 1. Returns one number; of
``reduction`` none, the loss of each.

Source: Chang, Hsieh & Lin, *Coordinate Descent Method for Large-scale L2-loss Linear Support Vector Machines*, Journal
of Machine Learning Research 9, 2008, equation 2.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float, Sign


@checked
def squared_hinge(z: Float["*shape"], y: Sign["*shape"], *, reduction: Reduction = "mean") -> Differentiable:
    m = np.clip(1 - y * z, 0, np.inf)
    loss, share = reduced(m**2, reduction)

    def backward(dloss):
        return dict(z=share(-2 * dloss) * y * m)

    return loss, backward

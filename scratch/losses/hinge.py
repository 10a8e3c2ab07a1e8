r"""Hinge loss: nothing for a sample on the right side by a margin of 1, else as much as it lacks.

    l = max(0, 1 − y z)         L = mean l
    dz = −dl y  where y z ≤ 1, else 0               y z = 1 is at the edge; all three let it pass

Axes: any, the same of both arrays. z is the score of each sample, y its class, −1 or 1. Returns one number; of
``reduction`` none, the loss of each.

Source: Cortes & Vapnik, *Support-Vector Networks*, Machine Learning 20, 1995; Hastie, Tibshirani & Friedman, *The
Elements of Statistical Learning*, 2009, equation 12.25.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float, Sign


@checked
def hinge(z: Float["*shape"], y: Sign["*shape"], *, reduction: Reduction = "mean") -> Differentiable:
    lack = 1 - y * z
    loss, share = reduced(np.clip(lack, 0, np.inf), reduction)

    def backward(dloss):
        return dict(z=-share(dloss) * y * (lack >= 0))

    return loss, backward

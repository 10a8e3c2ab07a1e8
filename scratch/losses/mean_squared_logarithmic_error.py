r"""Mean squared logarithmic error: squared distances of orders of size, for predictions of what grows by factors.

    e = log(1 + ŷ) − log(1 + y)
    l = e²                  L = mean l
    dŷ = 2 dl e / (1 + ŷ)   dy = −2 dl e / (1 + y)

Axes: any, the same of both arrays, whose numbers are from −1. Returns one number; of ``reduction`` none, the loss of
each.

Source: the documentation of Keras's ``MeanSquaredLogarithmicError``, which raises numbers below 10⁻⁷ to that.
"""

import math

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float


@checked
def mean_squared_logarithmic_error(
    y_hat: Float["*shape", -1, math.inf], y: Float["*shape", -1, math.inf], *, reduction: Reduction = "mean"
) -> Differentiable:
    e = np.log1p(y_hat) - np.log1p(y)
    loss, share = reduced(e**2, reduction)

    def backward(dloss):
        de = share(2 * dloss) * e
        return dict(y_hat=de / (1 + y_hat), y=-de / (1 + y))

    return loss, backward

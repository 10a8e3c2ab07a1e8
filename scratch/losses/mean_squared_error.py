r"""Mean squared error: the mean of the squared distances between predictions and targets.

    L = mean_{n,k} (ŷ − y)²
    dŷ = dL · 2 (ŷ − y) / (n k)

Axes: n samples, k outputs. Returns one number.

Source: Legendre, *Nouvelles méthodes pour la détermination des orbites des comètes*, 1805;
Goodfellow, Bengio & Courville, *Deep Learning*, 2016, section 5.1.4.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Fixed, Float


@checked
def mean_squared_error(y_hat: Float["n k"], y: Fixed["n k"]) -> Differentiable:
    error = y_hat - y
    loss = np.mean(error**2)

    def backward(dloss):
        return dict(y_hat=(2 * dloss / error.size) * error)

    return loss, backward

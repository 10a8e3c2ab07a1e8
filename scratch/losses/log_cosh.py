r"""Log-cosh: half the square of a small error and the size of a large one, smooth from one to the other.

    e = ŷ − y
    l = log cosh e          L = mean l
    dŷ = dl tanh e          dy = −dŷ

cosh e overflows, and near 0 the logarithm of it has no digits. So it is written

    l = log(1 + 2 sinh²(c / 2)) + |e| − c           c = min(|e|, 20), from where on e^−2|e| is nothing beside 1

Axes: any, the same of all arrays. Returns one number; of ``reduction`` none, the loss of each.

Source: Green, *Bayesian Reconstructions from Emission Tomography Data Using a Modified EM Algorithm*, IEEE Transactions
on Medical Imaging 9(1), 1990.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float


@checked
def log_cosh(y_hat: Float["*shape"], y: Float["*shape"], *, reduction: Reduction = "mean") -> Differentiable:
    e = y_hat - y
    size = np.abs(e)
    c = np.clip(size, 0, 20)
    loss, share = reduced(np.log1p(2 * np.sinh(c / 2) ** 2) + (size - c), reduction)

    def backward(dloss):
        dy_hat = share(dloss) * np.tanh(e)
        return dict(y_hat=dy_hat, y=-dy_hat)

    return loss, backward

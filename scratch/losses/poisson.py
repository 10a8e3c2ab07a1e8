r"""Poisson loss: how surprising counts are, given the rate at which they are expected, or its logarithm.

    l = e^z − y z               z = log λ                                   L = mean l
    dz = dl (e^z − y)           dy = −dl z

Given is z; or without ``log_input`` the rate, and ε keeps its logarithm from −∞:

    l = λ − y log(λ + ε)
    dλ = dl (1 − y / (λ + ε))   dy = −dl log(λ + ε)

That is −log(λ^y e^−λ / y!) without log y!, which no prediction can change. With ``full`` it is there as well, where
y > 1, by Stirling's formula: y log y − y + ½ log(2π y), of slope log y + 1 / (2 y).

Axes: any, the same of both arrays. y_hat is z, or λ. Returns one number; of ``reduction`` none, the loss of each count.

Source: McCullagh & Nelder, *Generalized Linear Models*, 1989, section 6.2; ε is of PyTorch's ``PoissonNLLLoss``.
"""

import math

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float


@checked
def poisson(
    y_hat: Float["*shape"],
    y: Float["*shape", 0, math.inf],
    *,
    log_input=True,
    full=False,
    epsilon=1e-8,
    reduction: Reduction = "mean",
) -> Differentiable:
    z, rate = (y_hat, np.exp(y_hat)) if log_input else (np.log(y_hat + epsilon), y_hat)
    losses = rate - y * z
    if full:
        counts, many = np.clip(y, 1, np.inf), y > 1
        losses += many * (counts * np.log(counts) - counts + np.log(2 * math.pi * counts) / 2)
    loss, share = reduced(losses, reduction)

    def backward(dloss):
        dl, dy = share(dloss), -z
        if full:
            dy = dy + many * (np.log(counts) + 0.5 / counts)
        return dict(y_hat=dl * (rate - y if log_input else 1 - y / (rate + epsilon)), y=dl * dy)

    return loss, backward

r"""Gaussian negative log-likelihood: how surprising targets are, given a mean and a variance for each.

    l = ½ (log v + e² / v)      e = ŷ − y, v = max(σ², ε)       L = mean l
    dŷ = dl e / v               dy = −dŷ
    dσ² = ½ dl (1 − e² / v) / v

Below ε the variance has the slope of ε, so that it finds out again. ½ log 2π, which no prediction can change, is there
with ``full``.

Axes: any, the same of all arrays. Returns one number; of ``reduction`` none, the loss of each target.

Source: Nix & Weigend, *Estimating the Mean and Variance of the Target Probability Distribution*, ICNN 1994.
"""

import math

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float


@checked
def gaussian_nll(
    y_hat: Float["*shape"],
    y: Float["*shape"],
    sigma2: Float["*shape", 0, math.inf],
    *,
    full=False,
    epsilon=1e-6,
    reduction: Reduction = "mean",
) -> Differentiable:
    e, v = y_hat - y, np.clip(sigma2, epsilon, np.inf)
    far = e**2 / v
    loss, share = reduced((np.log(v) + far + (math.log(2 * math.pi) if full else 0)) / 2, reduction)

    def backward(dloss):
        of_v = share(dloss) / v
        return dict(y_hat=of_v * e, y=-of_v * e, sigma2=of_v * (1 - far) / 2)

    return loss, backward

r"""Binary cross-entropy: how surprising the answers to yes-or-no questions are, given the logits.

    p = σ(z) = e^min(z, 0) / (1 + e^−|z|)
    L = −mean_{n,k} [y log p + (1 − y) log(1 − p)]
      = mean_{n,k} [max(z, 0) − y z + log(1 + e^−|z|)]          so written, nothing overflows
    dz = dL (p − y) / (n k)

Axes: n samples, k questions of each. y is the truth, 0 or 1, or a probability in between.
Returns one number.

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, equations 4.90 and 4.91.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float, Probability


@checked
def binary_cross_entropy(z: Float["n k"], y: Probability["n k"]) -> Differentiable:
    e = np.exp(-np.abs(z))
    loss = np.mean(np.clip(z, 0, np.inf) - y * z + np.log1p(e))

    def backward(dloss):
        p = np.exp(np.clip(z, -np.inf, 0)) / (1 + e)
        return dict(z=(dloss / z.size) * (p - y))

    return loss, backward

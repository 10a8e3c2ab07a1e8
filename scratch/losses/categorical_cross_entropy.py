r"""Categorical cross-entropy: how surprising the true classes are, given the logits.

    log p = z − log Σ_j e^{z_j}
    L = −mean_n Σ_k y_k log p_k
    dz = dL (p Σ_j y_j − y) / n                     that is p − y where the truth sums to 1

A class is impossible where z is −∞; where the truth, y, is 0 there, it adds 0 to the loss.

Axes: n samples, k classes. y is the truth: one-hot, or a probability of each class, which sum to 1.
Returns one number.

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, equations 4.108 and 4.109.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float, Probability


@checked
def categorical_cross_entropy(z: Float["n k"], y: Probability["n k"]) -> Differentiable:
    log_p = z - z.max(axis=1, keepdims=True)
    p = np.exp(log_p)
    total = p.sum(axis=1, keepdims=True)
    log_p -= np.log(total)
    p /= total
    if log_p.min() == -np.inf:
        log_p[y == 0] = 0  # 0 times −∞ counts as 0
    loss = -np.vecdot(y, log_p).mean()

    def backward(dloss):
        return dict(z=(dloss / len(z)) * (p * y.sum(axis=1, keepdims=True) - y))

    return loss, backward

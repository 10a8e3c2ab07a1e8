r"""Categorical cross-entropy of probabilities: how surprising the true classes are, which were held so probable.

    l = −Σ_k y_k log p_k        0 log 0 = 0         L = mean_n l
    dp = −dl y / p              dy = −dl log p

p is taken as it is, whatever it sums to. A true class that was held impossible costs infinitely much: where p comes
from a softmax, take the loss of the logits.

Axes: samples, n, on any number of axes; k classes. y is the truth: one-hot, or a probability of each class. Returns one
number; of ``reduction`` none, the loss of each sample.

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, equation 4.108.
"""

import numpy as np

from scratch.checked import checked
from scratch.cross_entropy import times
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float


@checked
def categorical_cross_entropy_of_probabilities(
    p: Float["*n k", 0, 1], y: Float["*n k", 0, 1], *, reduction: Reduction = "mean"
) -> Differentiable:
    with np.errstate(divide="ignore"):  # log 0 is −∞
        log_p = np.log(p)
    loss, share = reduced(-times(y, log_p).sum(axis=-1), reduction)

    @np.errstate(divide="ignore", invalid="ignore")
    def backward(dloss):
        dl = share(dloss)[..., None]
        return dict(p=-dl * np.where(y == 0, 0, y / p), y=-dl * log_p)

    return loss, backward

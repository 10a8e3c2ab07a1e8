r"""Kullback-Leibler divergence: how much longer messages get that are coded for q where p is true.

    l = Σ_k p_k (log p_k − log q_k)     0 log 0 = 0         L = mean_n l
    dlog q = −dl p
    dp = dl (log p − log q + 1)         −∞ where p = 0

q is given by its logarithm, and with ``log_target`` p is, too; then dlog p = p dp.

Axes: samples, n, on any number of axes; k classes. Returns one number; of ``reduction`` none, the divergence of each
sample.

Source: Kullback & Leibler, *On Information and Sufficiency*, Annals of Mathematical Statistics 22(1), 1951,
equation 2.4.
"""

import numpy as np

from scratch.checked import checked
from scratch.cross_entropy import times
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float


@checked
def kl_divergence(
    log_q: Float["*n k"], p: Float["*n k"], *, log_target=False, reduction: Reduction = "mean"
) -> Differentiable:
    with np.errstate(divide="ignore"):  # log 0 is −∞
        p, log_p = (np.exp(p), p) if log_target else (p, np.log(p))
    ratio = log_p - log_q
    loss, share = reduced(times(p, ratio).sum(axis=-1), reduction)

    def backward(dloss):
        dl = share(dloss)[..., None]
        return dict(log_q=-dl * p, p=dl * (times(p, ratio + 1) if log_target else ratio + 1))

    return loss, backward

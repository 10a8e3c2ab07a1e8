r"""Negative log-likelihood: how surprising the true classes are, given logarithms of probabilities.

    l = −log p_y            L = Σ_n c_y l / Σ_n c_y
    dlog p = −dl c_y e_y                            e_y is 1 at y, else 0

c_k is the weight of class k, 1 if there is none. A sample whose label is ``ignore_index`` does not count: its loss and
its gradient are 0, and it is left out of the mean. If none is left the mean is no number, 0 / 0.

Axes: samples, n, on any number of axes; k classes. y is from 0 to k − 1. Returns one number; of ``reduction`` none, the
loss c_y l of each sample.

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, equation 4.108.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Fixed, Float, Int


@checked
def negative_log_likelihood(
    log_p: Float["*n k"],
    y: Int["*n", "k", "ignore_index"],
    class_weight: Fixed["k"] | None = None,
    *,
    reduction: Reduction = "mean",
    ignore_index: int | None = None,
) -> Differentiable:
    counts = y != ignore_index
    label = np.where(counts, y, 0)
    true = (*np.indices(y.shape), label)  # where in log p the true classes stand
    c_y = counts.astype(log_p.dtype)
    if class_weight is not None:
        c_y = c_y * class_weight[label]
    loss, share = reduced(np.where(counts, -log_p[true], 0), reduction, c_y, total=c_y.sum())

    def backward(dloss):
        dlog_p = np.zeros_like(log_p)
        dlog_p[true] = np.where(counts, -share(dloss), 0)
        return dict(log_p=dlog_p)

    return loss, backward

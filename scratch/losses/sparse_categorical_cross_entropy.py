r"""Sparse categorical cross-entropy: how surprising the true classes are, which are given by their numbers.

    log p = z − log Σ_j e^{z_j}
    l = −log p_y            L = mean_n l
    dz = dl (p − e_y)                               e_y is 1 at y, else 0

That is the categorical cross-entropy of a one-hot truth, which is never written out. With a weight c_k of each class,
and a smoothed truth, of which every class of K gets a share of ε / K and the true one the rest besides:

    l = −(1 − ε) c_y log p_y − ε/K Σ_k c_k log p_k
    L = Σ_n l / Σ_n c_y                             the mean

A sample whose label is ``ignore_index`` does not count: its loss and its gradient are 0, and it is left out of the
mean. If none is left the mean is no number, 0 / 0.

NumPy lacks the logarithm of a sum of exponentials: the largest, the exponentials, their sum and the logarithm are
passes of their own.

Axes: samples, n, on any number of axes; k classes. y is from 0 to k − 1. Returns one number; of ``reduction`` none, the
loss of each sample. ValueError unless 0 ≤ ε ≤ 1; it is called ``label_smoothing``.

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, equations 4.108 and 4.109; Szegedy, Vanhoucke, Ioffe,
Shlens & Wojna, *Rethinking the Inception Architecture for Computer Vision*, CVPR 2016, section 7, for smoothed labels.
"""

import numpy as np

from scratch.checked import checked
from scratch.cross_entropy import log_softmax
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Fixed, Float, Int, Share


@checked
def sparse_categorical_cross_entropy(
    z: Float["*n k"],
    y: Int["*n", "k", "ignore_index"],
    class_weight: Fixed["k"] | None = None,
    *,
    reduction: Reduction = "mean",
    ignore_index: int | None = None,
    label_smoothing: Share = 0.0,
) -> Differentiable:
    log_p, p = log_softmax(z)
    counts = y != ignore_index
    label = np.where(counts, y, 0)
    true = (*np.indices(y.shape), label)  # where in z the true classes stand
    c_y, of_each, of_all = counts.astype(z.dtype), label_smoothing / z.shape[-1], label_smoothing
    if class_weight is not None:
        c_y, of_each = c_y * class_weight[label], of_each * class_weight
        of_all = of_each.sum()
    of_true = (1 - label_smoothing) * c_y
    losses = -of_true * log_p[true]
    if label_smoothing:
        losses -= counts * (of_each * log_p).sum(axis=-1)
    loss, share = reduced(losses, reduction, total=c_y.sum())

    def backward(dloss):
        dl = np.where(counts, share(dloss), 0)
        dz = p * (dl * (of_true + of_all))[..., None]
        if label_smoothing:
            dz -= dl[..., None] * of_each
        dz[true] -= dl * of_true
        return dict(z=dz)

    return loss, backward

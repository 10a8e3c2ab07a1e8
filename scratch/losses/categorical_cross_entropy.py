r"""Categorical cross-entropy: how surprising the true classes are, given the logits.

    log p = z − log Σ_j e^{z_j}
    l = −Σ_k t_k log p_k        L = mean_n l        t = y
    dz = dl (p Σ_j t_j − t)                         p − y, where the truth sums to 1
    dy = −dl log p

With a weight c_k of each class, and a smoothed truth, of which every class of K gets a share of ε / K,

    t = c ((1 − ε) y + ε / K)                       so dy has the factor c (1 − ε)

A class is impossible where z is −∞; where t is 0 there, it adds 0 to the loss.

Axes: samples, n, on any number of axes; k classes. y is the truth: one-hot, or a probability of each class, which sum
to 1. Returns one number; of ``reduction`` none, the loss of each sample. ValueError unless 0 ≤ ε ≤ 1; it is called
``label_smoothing``.

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, equations 4.108 and 4.109; Szegedy, Vanhoucke, Ioffe,
Shlens & Wojna, *Rethinking the Inception Architecture for Computer Vision*, CVPR 2016, section 7, for smoothed labels.
"""

import numpy as np

from scratch.checked import checked
from scratch.cross_entropy import log_softmax
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Fixed, Float, Share


@checked
def categorical_cross_entropy(
    z: Float["*n k"],
    y: Float["*n k", 0, 1],
    class_weight: Fixed["k"] | None = None,
    *,
    reduction: Reduction = "mean",
    label_smoothing: Share = 0.0,
) -> Differentiable:
    log_p, p = log_softmax(z)
    t, slope = y, 1
    if label_smoothing:
        slope = 1 - label_smoothing
        t = slope * y + label_smoothing / z.shape[-1]
    if class_weight is not None:
        t, slope = class_weight * t, class_weight * slope
    surprise = log_p
    if log_p.min(initial=0) == -np.inf:
        surprise = np.where(t == 0, 0, log_p)  # 0 times −∞ counts as 0
    loss, share = reduced(-np.vecdot(t, surprise), reduction)

    def backward(dloss):
        dl = share(dloss)[..., None]
        return dict(z=dl * (p * t.sum(axis=-1, keepdims=True) - t), y=-dl * slope * log_p)

    return loss, backward

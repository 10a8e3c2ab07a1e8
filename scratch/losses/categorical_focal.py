r"""Categorical focal loss: the categorical cross-entropy, in which a true class that is nearly certain hardly counts.

    log p = z − log Σ_j e^{z_j},  r = 1 − p
    l = −α Σ_k y_k r_k^γ log p_k        L = mean_n l
    dlog p = −dl α y (r^γ − γ r^{γ−1} p log p)
    dz = dlog p − p Σ_k dlog p_k        dy = −dl α r^γ log p

Axes: samples, n, on any number of axes; k classes. z are logits; y is the truth: one-hot, or a probability of each
class. Returns one number; of ``reduction`` none, the loss of each sample.

Source: Lin, Goyal, Girshick, He & Dollár, *Focal Loss for Dense Object Detection*, ICCV 2017, equation 5, for many
classes.
"""

import numpy as np

from scratch.checked import checked
from scratch.cross_entropy import log_softmax, through_log_softmax
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float


@checked
def categorical_focal(
    z: Float["*n k"],
    y: Float["*n k", 0, 1],
    *,
    alpha=0.25,
    gamma=2.0,
    reduction: Reduction = "mean",
) -> Differentiable:
    log_p, p = log_softmax(z)
    r = -np.expm1(log_p)  # 1 − p, also where p rounds to 1
    focus = r**gamma
    loss, share = reduced(-alpha * np.vecdot(y, focus * log_p), reduction)

    def backward(dloss):
        dl = -alpha * share(dloss)[..., None]
        steep = gamma * np.clip(r, np.finfo(r.dtype).tiny, 1) ** (gamma - 1)
        dlog_p = dl * y * (focus - steep * p * log_p)
        return dict(z=through_log_softmax(dlog_p, p), y=dl * focus * log_p)

    return loss, backward

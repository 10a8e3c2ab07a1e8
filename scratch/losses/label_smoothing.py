r"""Label smoothing: the cross-entropy with a truth that is never quite certain, so that logits need not grow for ever.

    t = (1 − ε) y + ε / K                           every class of K gets a share of ε / K
    l = −Σ_k t_k log p_k = (1 − ε) H(y, p) + ε H(1/K, p)        L = mean_n l        log p = z − log Σ_j e^{z_j}
    dz = dl (p Σ_k t_k − t)        dy = −dl (1 − ε) log p

With a one-hot y the loss is least where the true logit is above all others by log(1 + K (1 − ε) / ε), 9.1 for
ε = 0.1 and 1,000 classes. Without smoothing there is no such place, and they part without bound.

Axes: samples, n, on any number of axes; k classes. z are logits; y is the truth: one-hot, or a probability of each
class. Returns one number; of ``reduction`` none, the loss of each sample. epsilon is from 0 to 1.

Source: Szegedy, Vanhoucke, Ioffe, Shlens & Wojna, *Rethinking the Inception Architecture for Computer Vision*, CVPR
2016, section 7.
"""

import numpy as np

from scratch.checked import checked
from scratch.cross_entropy import log_softmax
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float, Share


@checked
def label_smoothing(
    z: Float["*n k"], y: Float["*n k", 0, 1], *, epsilon: Share = 0.1, reduction: Reduction = "mean"
) -> Differentiable:
    log_p, p = log_softmax(z)
    t = (1 - epsilon) * y + epsilon / z.shape[-1]
    loss, share = reduced(-np.vecdot(t, log_p), reduction)

    def backward(dloss):
        dl = share(dloss)[..., None]
        return dict(z=dl * (p * t.sum(axis=-1, keepdims=True) - t), y=-dl * (1 - epsilon) * log_p)

    return loss, backward

r"""Label smoothing: the cross-entropy with a truth that is never quite certain, so that logits need not grow for ever.

    t = (1 − ε) y + ε / K                           every class of K gets a share of ε / K
    L = mean of −Σ_k t_k log p_k = (1 − ε) H(y, p) + ε H(1/K, p)

With a one-hot y the loss is least where the true logit is above all others by log(1 + K (1 − ε) / ε), 9.1 for
ε = 0.1 and 1,000 classes. Without smoothing there is no such place, and they part without bound.

Axes: samples, n, on any number of axes; k classes. z are logits; y is the truth: one-hot, or a probability of each
class. Returns one number; of ``reduction`` none, the loss of each sample. epsilon is from 0 to 1.

Source: Szegedy, Vanhoucke, Ioffe, Shlens & Wojna, *Rethinking the Inception Architecture for Computer Vision*, CVPR
2016, section 7.
"""

from scratch.checked import checked
from scratch.losses.categorical_cross_entropy import categorical_cross_entropy
from scratch.reduction import Reduction
from scratch.signature import Differentiable, Float, Share


@checked
def label_smoothing(
    z: Float["*n k"], y: Float["*n k", 0, 1], *, epsilon: Share = 0.1, reduction: Reduction = "mean"
) -> Differentiable:
    return categorical_cross_entropy(z, y, label_smoothing=epsilon, reduction=reduction)

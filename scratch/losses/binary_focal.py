r"""Binary focal loss: the binary cross-entropy, in which an answer that is nearly right hardly counts.

    b = −y log p − (1 − y) log(1 − p)   p = σ(z)
    r = y (1 − p) + (1 − y) p           1 − p_t, how far p is from right
    a = α y + (1 − α) (1 − y)           1 without α
    l = a r^γ b                         L = mean l
    db = dl a r^γ,  dr = dl a b γ r^{γ−1}
    dz = db (p (1 − y) − (1 − p) y) + dr (1 − 2 y) p (1 − p)
    dy = −db z + dr (1 − 2 p) + dl (2 α − 1) r^γ b

1 − p is taken as σ(−z), so that nothing of r is lost where p is nearly 1.

Axes: samples, n, on any number of axes; k questions of each. z are logits; y is the truth, 0 or 1, or a probability in
between. Returns one number; of ``reduction`` none, the loss of each question.

Source: Lin, Goyal, Girshick, He & Dollár, *Focal Loss for Dense Object Detection*, ICCV 2017, equation 5.
"""

import numpy as np

from scratch.activations.sigmoid import complement, sigma
from scratch.activations.softplus import rounded_corner
from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float


def surprise(z, y):
    """Return b; the softplus of z is −log(1 − p), that of −z is −log p."""
    return y * rounded_corner(-z) + (1 - y) * rounded_corner(z)


def off(z, y):
    """Return p, 1 − p, and r."""
    p, not_p = sigma(z), complement(z)
    return p, not_p, y * not_p + (1 - y) * p


@checked
def binary_focal(
    z: Float["*n k"],
    y: Float["*n k", 0, 1],
    *,
    alpha: float | None = 0.25,
    gamma=2.0,
    reduction: Reduction = "mean",
) -> Differentiable:
    b, (p, not_p, r) = surprise(z, y), off(z, y)
    a, slope = (1, 0) if alpha is None else (alpha * y + (1 - alpha) * (1 - y), 2 * alpha - 1)
    focus = r**gamma
    loss, share = reduced(a * focus * b, reduction)

    def backward(dloss):
        dl = share(dloss)
        db = dl * a * focus
        dr = dl * a * b * gamma * np.clip(r, np.finfo(r.dtype).tiny, 1) ** (gamma - 1)
        dz = db * ((1 - y) * p - y * not_p) + dr * (1 - 2 * y) * p * not_p
        dy = dr * (not_p - p) - db * z + dl * slope * focus * b
        return dict(z=dz, y=dy)

    return loss, backward

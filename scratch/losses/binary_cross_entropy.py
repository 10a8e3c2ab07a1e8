r"""Binary cross-entropy: how surprising the answers to yes-or-no questions are, given the logits.

    p = σ(z)
    l = −c y log p − (1 − y) log(1 − p)             a yes weighs c, ``pos_weight``; 1 if there is none
    L = mean_{n,k} l
    dz = dl (p (1 − y) − (1 − p) c y)               dl (p − y), where c is 1
    dy = dl (log(1 − p) − c log p)                  −dl z, where c is 1

Let s be how far the truth is from the answer that z leans to: 1 − y where z is positive, −c y where it is negative.
With t = c y + 1 − y these are written so that nothing overflows, and that of a certain answer, which is right, no digit
is lost:

    l = z s + t log(1 + e^−|z|)
    dz = dl (s ∓ t e^−|z| / (1 + e^−|z|))           − where z is positive, + where it is negative

A logit of ±∞ means that the answer is known; if it is right it costs nothing. With a weight w of every question the
mean is that of w l, over all that there are.

Axes: samples, n, on any number of axes; k questions of each. y is the truth, 0 or 1, or a probability in between.
Returns one number; of ``reduction`` none, the loss of each question.

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, equations 4.90 and 4.91.
"""

import numpy as np

from scratch.activations.softplus import rounded_corner
from scratch.checked import checked
from scratch.cross_entropy import times
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Fixed, Float


@checked
def binary_cross_entropy(
    z: Float["*n k"],
    y: Float["*n k", 0, 1],
    weight: Fixed["*n k"] | None = None,
    pos_weight: Fixed["k"] | None = None,
    *,
    reduction: Reduction = "mean",
) -> Differentiable:
    e = np.exp(-np.abs(z))
    far, undecided = ~np.signbit(z) - y, np.log1p(e)
    if pos_weight is not None:
        far = np.where(np.signbit(z), pos_weight * far, far)
        total = 1 + (pos_weight - 1) * y
        undecided = total * undecided
    leaning = times(far, z)  # ∞ times 0 counts as 0
    loss, share = reduced(leaning + undecided, reduction, weight)

    def backward(dloss):
        dl, slope = share(dloss), np.copysign(e / (1 + e), z)
        if pos_weight is None:
            return dict(z=dl * (far - slope), y=-dl * z)
        dy = dl * (pos_weight * rounded_corner(-z) - rounded_corner(z))  # the softplus of z is −log(1 − p)
        return dict(z=dl * (far - total * slope), y=dy)

    return loss, backward

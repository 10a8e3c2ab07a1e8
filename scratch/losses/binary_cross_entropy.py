r"""Binary cross-entropy: how surprising the answers to yes-or-no questions are, given the logits.

    p = σ(z)
    L = −mean_{n,k} [y log p + (1 − y) log(1 − p)]
    dz = dL (p − y) / (n k)

With s, the answer that z leans to, 1 or 0 by the sign of z, these are written so that nothing overflows, and
that of a certain answer, which is right, no digit is lost:

    L = mean_{n,k} [|z| |s − y| + log(1 + e^−|z|)]
    p − y = (s − y) ∓ e^−|z| / (1 + e^−|z|)                     − where s is 1, + where it is 0

A logit of ±∞ means that the answer is known; if it is right it costs nothing.

Axes: n samples, k questions of each. y is the truth, 0 or 1, or a probability in between.
Returns one number.

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, equations 4.90 and 4.91.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float, Probability


@checked
def binary_cross_entropy(z: Float["n k"], y: Probability["n k"]) -> Differentiable:
    size = np.abs(z)
    e = np.exp(-size)
    far = ~np.signbit(z) - y
    if size.max() == np.inf:
        size[far == 0] = 0  # ∞ times 0 counts as 0
    loss = np.mean(size * np.abs(far) + np.log1p(e))

    def backward(dloss):
        return dict(z=(dloss / z.size) * (far - np.copysign(e / (1 + e), z)))

    return loss, backward

r"""ℓ₁ penalty: every weight costs in proportion to its size, so that what does not help becomes exactly zero.

    R = λ Σ |w|
    dw = λ sign(w) dR               at 0, where the slope may be anything from −λ to λ, it is 0

It is added to the loss. λ is ``lambd``, since ``lambda`` is a word of Python. The pull is the same however small a
weight is. A step of gradient descent overshoots zero, though; what stops there is ``activations.soft_shrink``.

Axes: w of any shape. Returns one number.

Source: Tibshirani, *Regression Shrinkage and Selection via the Lasso*, Journal of the Royal Statistical Society
B 58(1), 1996.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float, NotNegative


@checked
def l1(w: Float["*shape"], *, lambd: NotNegative = 0.01) -> Differentiable:
    def backward(dpenalty):
        return dict(w=lambd * dpenalty * np.sign(w))

    return lambd * np.abs(w).sum(), backward

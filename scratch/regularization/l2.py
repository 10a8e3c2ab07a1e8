r"""ℓ₂ penalty: every weight costs by its square, so that none grows large where many small ones would do.

    R = λ Σ w²
    dw = 2 λ w dR

It is added to the loss. λ is ``lambd``, since ``lambda`` is a word of Python. Weight decay by δ, as optimizers have it,
adds δ w to the gradient: that is the penalty of λ = δ / 2.

Axes: w of any shape. Returns one number.

Source: Hoerl & Kennard, *Ridge Regression: Biased Estimation for Nonorthogonal Problems*, Technometrics 12(1), 1970.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float, NotNegative


@checked
def l2(w: Float["*shape"], *, lambd: NotNegative = 0.01) -> Differentiable:
    def backward(dpenalty):
        return dict(w=2 * lambd * dpenalty * w)

    return lambd * np.vecdot(w.ravel(), w.ravel()), backward

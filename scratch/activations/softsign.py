r"""Softsign: squeezes any number into (−1, 1) as tanh does, but nears the ends slowly, like 1 / x.

    y = x / (1 + |x|)
    dx = dy / (1 + |x|)²

Axes: any.

Source: Bergstra, Desjardins, Lamblin & Bengio, *Quadratic Polynomials Learn Better Image Features*, technical report
1337, Université de Montréal, 2009; Glorot & Bengio, *Understanding the difficulty of training deep feedforward neural
networks*, AISTATS 2010.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def softsign(x: Float["*shape"]) -> Differentiable:
    u = 1 + np.abs(x)
    y = np.clip(x, -1e30, 1e30) / np.clip(u, 1, 1e30)  # ∞ / ∞ is 1 here

    def backward(dy):
        with np.errstate(over="ignore"):  # u² may be ∞; then dx is 0
            return dict(x=dy / u**2)

    return y, backward

r"""GELU: a number lets itself through, as far as it lies above others of a normal distribution.

    y = x Φ(x)                                      Φ(x) is the share of normal numbers below x
    dx = dy (Φ(x) + x φ(x))                         φ is their density

Far below zero Φ vanishes faster than x falls: at −∞ y is 0, not −∞ times 0. So −1000 stands for all that is below it,
and in the slope 1000 for all that is above. The error function that Φ is made of is the operation that NumPy lacks: it
takes thirteen products and sums in float32 (:mod:`scratch.normal`).

Axes: any.

Source: Hendrycks & Gimpel, *Gaussian Error Linear Units (GELUs)*, 2016, section 2.
"""

import numpy as np

from scratch.checked import checked
from scratch.normal import below, density
from scratch.signature import Differentiable, Float


@checked
def gelu(x: Float["*shape"]) -> Differentiable:
    Phi = below(x)
    y = np.clip(x, -1000, np.inf) * Phi

    def backward(dy):
        return dict(x=dy * (Phi + np.clip(x, -1000, 1000) * density(x)))

    return y, backward

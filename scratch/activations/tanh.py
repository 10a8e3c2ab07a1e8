r"""Hyperbolic tangent: a sigmoid that is stretched to (−1, 1), so that its outputs centre on zero.

    y = tanh(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ) = 2 σ(2x) − 1
    dx = dy / cosh² x                               that is dy (1 − y²), but for digits that cancel

Axes: any.

Source: LeCun, Bottou, Orr & Müller, *Efficient BackProp*, 1998, section 4.4.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def tanh(x: Float["*shape"]) -> Differentiable:
    y = np.tanh(x)

    def backward(dy):
        with np.errstate(over="ignore"):  # of a large number the cosh may be ∞; then dx is 0
            return dict(x=dy / np.cosh(x) ** 2)

    return y, backward

r"""GELU by a tanh: nearly the GELU, with a sigmoid in the place of the normal distribution.

    u = √(2/π) (x + 0.044715 x³)
    y = x (1 + tanh u) / 2 = x σ(2u)                with all digits far below zero
    dx = dy σ(2u) (1 + 2 x u′ σ(−2u))               u′ = √(2/π) (1 + 3 · 0.044715 x²)

As with GELU, −1000 stands for all that is below it, and in the slope 1000 for all that is above.

Axes: any.

Source: Hendrycks & Gimpel, *Gaussian Error Linear Units (GELUs)*, 2016, section 2; the number is found by trial.
"""

import math

import numpy as np

from scratch.activations.sigmoid import opened
from scratch.checked import checked
from scratch.signature import Differentiable, Float

CUBE = 0.044715


@checked
def gelu_tanh(x: Float["*shape"]) -> Differentiable:
    x = np.clip(x, -1000, np.inf)
    near = np.clip(x, -1000, 1000)  # x³ might overflow
    square = near * near
    two_u = 2 * math.sqrt(2 / math.pi) * near * (1 + CUBE * square)
    gate, shut = opened(two_u)

    def backward(dy):
        two_du = 2 * math.sqrt(2 / math.pi) * (1 + 3 * CUBE * square)
        return dict(x=dy * gate * (1 + near * two_du * shut()))

    return x * gate, backward

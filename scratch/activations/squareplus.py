r"""Squareplus: a ReLU with its corner rounded off, by a root alone; what softplus does with exponentials.

    r = √(x² + b)                                   b says how far the corner reaches: y(0) = √b / 2
    y = (x + r) / 2
    dx = dy (1 + x / r) / 2 = dy y / r

Far below zero x + r has no digits left. So let s be y(−|x|), the smaller of y(x) and y(−x); their product is b/4:

    s = b / 2(|x| + r)        y = max(0, x) + s
    dx = dy s / r where x < 0, dy (1 − s / r) where x > 0

Axes: any. ValueError unless b > 0; without it this is the ReLU.

Source: Barron, *Squareplus: A Softplus-Like Algebraic Rectifier*, 2021, equation 1.
"""

import numpy as np

from scratch.checked import checked
from scratch.normal import from_tail
from scratch.signature import Differentiable, Float, Positive


@checked
def squareplus(x: Float["*shape"], *, b: Positive = 4.0) -> Differentiable:
    with np.errstate(over="ignore"):  # x² may be ∞; then s is 0, as it should be
        r = np.sqrt(x * x + b)
    s = b / 2 / (np.abs(x) + r)
    y = np.clip(x, 0, np.inf)
    y += s

    def backward(dy):
        return dict(x=dy * from_tail(s / r, x))

    return y, backward

r"""Exponential linear unit: negative numbers saturate smoothly at −α, which draws the mean to zero.

    y = x  where x > 0, else α (eˣ − 1)
    dx = dy where x > 0, else dy ⊙ (y + α)

Axes: any.

Source: Clevert, Unterthiner & Hochreiter, *Fast and Accurate Deep Network Learning by Exponential
Linear Units (ELUs)*, ICLR 2016.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def elu(x: Float["*shape"], *, alpha=1.0) -> Differentiable:
    negative = alpha * np.expm1(np.clip(x, -np.inf, 0))
    y = np.clip(x, 0, np.inf) + negative

    def backward(dy):
        s = (x > 0).astype(x.dtype)  # 1 or 0, then 1 or α: np.where is ten times slower
        s *= 1 - alpha
        s += alpha
        s += negative
        return dict(x=s * dy)

    return y, backward

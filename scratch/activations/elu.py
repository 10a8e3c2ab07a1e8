r"""Exponential linear unit: negative numbers saturate smoothly at −α, which draws the mean to zero.

    y = x  where x > 0, else α (eˣ − 1)
    dx = dy where x > 0, else dy ⊙ α eˣ             that is y + α, but for digits that cancel

Axes: any.

Source: Clevert, Unterthiner & Hochreiter, *Fast and Accurate Deep Network Learning by Exponential
Linear Units (ELUs)*, ICLR 2016.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def elu(x: Float["*shape"], *, alpha=1.0) -> Differentiable:
    below = np.clip(x, -np.inf, 0)
    y = np.clip(x, 0, np.inf) + alpha * np.expm1(below)

    def backward(dy):
        s = alpha * np.exp(below)  # where x > 0 that is α, and shall be 1: np.where is ten times slower
        if alpha != 1:
            s += (1 - alpha) * (x > 0).astype(x.dtype)
        return dict(x=s * dy)

    return y, backward

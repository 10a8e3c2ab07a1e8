r"""Mish: a number lets itself through as far as the tanh of its softplus opens; smooth, and below zero not silent.

    t = tanh(log(1 + eˣ))
    y = x t
    dx = dy (t + x σ(x) (1 − t²))                   σ(x) is the slope of the softplus

Far below zero t vanishes faster than x falls: at −∞ y is 0, not −∞ times 0. So −1000 stands for all that is below it,
and in the slope 1000 for all that is above.

Axes: any.

Source: Misra, *Mish: A Self Regularized Non-Monotonic Activation Function*, BMVC 2020.
"""

import numpy as np

from scratch.activations.sigmoid import sigma
from scratch.activations.softplus import rounded_corner
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def mish(x: Float["*shape"]) -> Differentiable:
    t = np.tanh(rounded_corner(x))
    y = np.clip(x, -1000, np.inf) * t

    def backward(dy):
        return dict(x=dy * (t + np.clip(x, -1000, 1000) * sigma(x) * (1 - t**2)))

    return y, backward

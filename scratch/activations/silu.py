r"""SiLU, or swish: a number lets itself through, as far as its own sigmoid opens.

    y = x σ(x)
    dx = dy σ(x) (1 + x σ(−x))                      σ(−x) = 1 − σ(x), with all its digits

Far below zero the gate shuts faster than x falls: at −∞ y is 0, not −∞ times 0. So −1000 stands for all that is below
it, and in the slope 1000 for all that is above.

NumPy lacks a σ of its own: exponential, sum and quotient are passes over memory where one would do.

Axes: any.

Source: Elfwing, Uchibe & Doya, *Sigmoid-Weighted Linear Units for Neural Network Function Approximation in
Reinforcement Learning*, Neural Networks 107, 2018; Ramachandran, Zoph & Le, *Searching for Activation Functions*, 2017.
"""

import numpy as np

from scratch.activations.sigmoid import opened
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def silu(x: Float["*shape"]) -> Differentiable:
    gate, shut = opened(x)
    y = np.clip(x, -1000, np.inf) * gate

    def backward(dy):
        return dict(x=dy * gate * (1 + np.clip(x, -1000, 1000) * shut()))

    return y, backward

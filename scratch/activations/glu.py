r"""Gated linear unit: one half of the numbers passes through gates, which the other half opens and shuts.

    y = a σ(b)                                      a is the first half of x, b the second
    da = dy σ(b)        db = dy a σ(b) σ(−b)        σ(−b) = 1 − σ(b), with all its digits

Where the gate is open, a passes as it is, and so does its gradient: with a sigmoid or tanh in its way it would shrink.

NumPy lacks a σ of its own, as :mod:`scratch.activations.silu` says, and so the gate takes most of the time.

Axes: one, of 2k numbers, is halved, the last if no other is named; any beside it. ValueError if it is odd.

Source: Dauphin, Fan, Auli & Grangier, *Language Modeling with Gated Convolutional Networks*, ICML 2017, section 2,
equation 1, where a and b are two products with the same input.
"""

import numpy as np

from scratch.activations.sigmoid import opened
from scratch.axes import halves
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def glu(x: Float["*shape k"], *, axis=-1) -> Differentiable:
    a, b = halves("glu", axis, "x", x)
    gate, shut = opened(b)
    y = a * gate

    def backward(dy):
        return dict(x=np.concatenate([dy * gate, dy * y * shut()], axis))

    return y, backward

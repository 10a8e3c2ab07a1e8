r"""Sigmoid: squeezes any number into (0, 1), so that it can be read as a probability.

    y = σ(x) = 1 / (1 + e⁻ˣ)
    dx = dy ⊙ y ⊙ (1 − y)

Axes: any.

Source: Rumelhart, Hinton & Williams, *Learning representations by back-propagating errors*,
Nature 323, 1986, equations 2 and 5.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def sigmoid(x: Float["*shape"]) -> Differentiable:
    y = 1 / (1 + np.exp(-x))

    def backward(dy):
        return dict(x=y * (1 - y) * dy)

    return y, backward

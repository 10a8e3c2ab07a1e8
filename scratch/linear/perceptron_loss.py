r"""Perceptron loss: what the perceptron rule descends; only mistakes cost.

    L = mean_n max(0, −y z)
    dz = −dL y / n where y z ≤ 0, else 0            z = 0 is undecided: a mistake

Axes: n samples. z is the score of each, y its class, −1 or 1. Returns one number.

Source: Rosenblatt, *The perceptron*, Psychological Review 65(6), 1958;
Bishop, *Pattern Recognition and Machine Learning*, 2006, equation 4.54.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float, Sign


@checked
def perceptron_loss(z: Float["n"], y: Sign["n"]) -> Differentiable:
    mistake = y * z <= 0
    loss = -np.mean(mistake * y * z)

    def backward(dloss):
        return dict(z=-(dloss / len(z)) * mistake * y)

    return loss, backward

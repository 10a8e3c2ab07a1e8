r"""Step: a neuron that fires or is silent; flat on either side, it passes no gradient.

    y = 1 if x ≥ 0 else 0                           it fires when the threshold is reached
    dx = 0

Axes: any.

Source: Rosenblatt, *The perceptron: a probabilistic model for information storage and organization
in the brain*, Psychological Review 65(6), 1958.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def step(x: Float["*shape"]) -> Differentiable:
    y = (x >= 0).astype(x.dtype)

    def backward(dy):
        return dict(x=np.zeros_like(dy))

    return y, backward

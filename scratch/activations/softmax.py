r"""Softmax: turns k numbers into k probabilities, in proportion to their exponentials.

    y_k = e^{x_k} / Σ_j e^{x_j}
    dx = y ⊙ (dy − Σ_k dy_k y_k)                    every output depends on every input

Axes: the last, k, is normalized; any before it.

Source: Bridle, *Probabilistic Interpretation of Feedforward Classification Network Outputs, with
Relationships to Statistical Pattern Recognition*, Neurocomputing, 1990.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def softmax(x: Float["*shape k"]) -> Differentiable:
    y = np.exp(x - x.max(axis=-1, keepdims=True))  # the largest becomes e⁰, so none overflows
    y /= y.sum(axis=-1, keepdims=True)

    def backward(dy):
        return dict(x=y * (dy - np.vecdot(dy, y)[..., None]))

    return y, backward

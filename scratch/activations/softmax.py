r"""Softmax: turns k numbers into k probabilities, in proportion to their exponentials.

    y_k = e^{x_k} / Σ_j e^{x_j}
    dx = y ⊙ (dy − Σ_k dy_k y_k)                    every output depends on every input

Axes: one, k, is normalized, the last if no other is named; any beside it.

Source: Bridle, *Probabilistic Interpretation of Feedforward Classification Network Outputs, with
Relationships to Statistical Pattern Recognition*, Neurocomputing, 1990.
"""

import numpy as np

from scratch.axes import demand_axis
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def softmax(x: Float["*shape k"], *, axis=-1) -> Differentiable:
    demand_axis("softmax", axis, "x", x)
    y = np.exp(x - x.max(axis=axis, keepdims=True))  # the largest becomes e⁰, so none overflows
    y /= y.sum(axis=axis, keepdims=True)

    def backward(dy):
        return dict(x=y * (dy - np.expand_dims(np.vecdot(dy, y, axis=axis), axis)))

    return y, backward

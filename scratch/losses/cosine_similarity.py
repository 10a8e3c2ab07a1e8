r"""Cosine similarity as a loss: how little predictions and targets point the same way, whatever their lengths.

    l = −u · v                  u = ŷ / ‖ŷ‖, v = y / ‖y‖        L = mean l
    dŷ = −dl (v − u (u · v)) / ‖ŷ‖
    dy = −dl (u − v (u · v)) / ‖y‖

It is from −1, the same direction, to 1. No length is taken for less than ε; a vector of zeros has l = 0.

Axes: one, k, holds the vectors, the last if no other is named; any beside it. Returns one number; of ``reduction``
none, the loss of each pair of vectors.

Source: Salton, Wong & Yang, *A Vector Space Model for Automatic Indexing*, Communications of the ACM 18(11), 1975.
"""

import numpy as np

from scratch.axes import demand_axis
from scratch.checked import checked
from scratch.directions import direction
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float


@checked
def cosine_similarity(
    y_hat: Float["*shape k"], y: Float["*shape k"], *, axis=-1, epsilon=1e-8, reduction: Reduction = "mean"
) -> Differentiable:
    demand_axis("cosine_similarity", axis, "y", y)
    u, of_y_hat = direction(y_hat, epsilon, axis)
    v, of_y = direction(y, epsilon, axis)
    loss, share = reduced(-np.vecdot(u, v, axis=axis), reduction)

    def backward(dloss):
        dl = np.expand_dims(share(dloss), axis)
        return dict(y_hat=of_y_hat(-dl * v), y=of_y(-dl * u))

    return loss, backward

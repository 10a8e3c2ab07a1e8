r"""Dice loss: how little a predicted mask and the true one overlap, relative to the size of both.

    T = 2 Σ y ŷ / (Σ y + Σ ŷ + ε)
    l = 1 − T                   L = mean_n l
    dŷ = dl (T − 2 y) / (Σ y + Σ ŷ + ε)
    dy = dl (T − 2 ŷ) / (Σ y + Σ ŷ + ε)

ε keeps two empty masks from 0 / 0; they do not overlap, l = 1.

Axes: samples, n; any beside it, over which the sums are taken. Returns one number; of ``reduction`` none, the loss of
each sample.

Source: Dice, *Measures of the Amount of Ecologic Association Between Species*, Ecology 26(3), 1945; as a loss, with
squares in the sums, Milletari, Navab & Ahmadi, *V-Net*, 3DV 2016, section 3.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float


@checked
def dice(
    y_hat: Float["n *shape", 0, 1],
    y: Float["n *shape", 0, 1],
    *,
    epsilon=1e-7,
    reduction: Reduction = "mean",
) -> Differentiable:
    p, t = y_hat.reshape(len(y_hat), -1), y.reshape(len(y), -1)
    size = p.sum(axis=1) + t.sum(axis=1) + epsilon
    T = 2 * np.vecdot(p, t) / size
    loss, share = reduced(1 - T, reduction)

    def backward(dloss):
        dl = (share(dloss) / size)[:, None]
        of_p, of_t = (dl * (T[:, None] - 2 * other) for other in (t, p))
        return dict(y_hat=of_p.reshape(y.shape), y=of_t.reshape(y.shape))

    return loss, backward

r"""Tversky loss: how little a predicted mask and the true one overlap, where a false alarm weighs α and a miss β.

    I = Σ y ŷ,  F = Σ (1 − y) ŷ,  M = Σ y (1 − ŷ),  S = I + α F + β M + ε
    l = 1 − I / S               L = mean_n l
    dŷ = dl (I / S (y + α (1 − y) − β y) − y) / S
    dy = dl (I / S (ŷ − α ŷ + β (1 − ŷ)) − ŷ) / S

α = β = ½ is the Dice loss, α = β = 1 that of intersection over union. ε keeps two empty masks from 0 / 0.

Axes: samples, n; any beside it, over which the sums are taken. Returns one number; of ``reduction`` none, the loss of
each sample.

Source: Salehi, Erdogmus & Gholipour, *Tversky Loss Function for Image Segmentation Using 3D Fully Convolutional Deep
Networks*, MLMI 2017, equation 4.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float


@checked
def tversky(
    y_hat: Float["n *shape", 0, 1],
    y: Float["n *shape", 0, 1],
    *,
    alpha=0.5,
    beta=0.5,
    epsilon=1e-7,
    reduction: Reduction = "mean",
) -> Differentiable:
    p, t = y_hat.reshape(len(y_hat), -1), y.reshape(len(y), -1)
    I, F, M = np.vecdot(p, t), np.vecdot(p, 1 - t), np.vecdot(1 - p, t)
    S = I + alpha * F + beta * M + epsilon
    loss, share = reduced(1 - I / S, reduction)

    def backward(dloss):
        dl, T = (share(dloss) / S)[:, None], (I / S)[:, None]
        dp = dl * (T * (t + alpha * (1 - t) - beta * t) - t)
        dt = dl * (T * (p - alpha * p + beta * (1 - p)) - p)
        return dict(y_hat=dp.reshape(y.shape), y=dt.reshape(y.shape))

    return loss, backward

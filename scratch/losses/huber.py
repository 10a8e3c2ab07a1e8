r"""Huber loss: squares a small error and takes a large one as it is, so that what is far off does not outvote the rest.

    e = ŷ − y,  c = clip(e, −δ, δ)
    l = c (e − c / 2)       that is e² / 2 where |e| ≤ δ, else δ (|e| − δ / 2)         L = mean l
    dŷ = dl c               dy = −dŷ

With a weight w of every error the mean is that of w l, over all that there are.

Axes: any, the same of all arrays. Returns one number; of ``reduction`` none, the loss of each. ValueError unless δ > 0.

Source: Huber, *Robust Estimation of a Location Parameter*, Annals of Mathematical Statistics 35(1), 1964.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Fixed, Float, Positive


@checked
def huber(
    y_hat: Float["*shape"],
    y: Float["*shape"],
    weight: Fixed["*shape"] | None = None,
    *,
    delta: Positive = 1.0,
    reduction: Reduction = "mean",
) -> Differentiable:
    e = y_hat - y
    c = np.clip(e, -delta, delta)
    loss, share = reduced(c * (e - c / 2), reduction, weight)

    def backward(dloss):
        dy_hat = share(dloss) * c
        return dict(y_hat=dy_hat, y=-dy_hat)

    return loss, backward

r"""Mean absolute error: the mean distance of predictions from targets; twice as far costs twice as much.

    l = |ŷ − y|             L = mean l
    dŷ = dl sign(ŷ − y)     dy = −dŷ                where ŷ = y there is no slope; all three take 0

With a weight w of every distance the mean is Σ w l / Σ w, as if each were there w times.

Axes: any, the same of all arrays. Returns one number; of ``reduction`` none, every distance.

Source: Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*, 2009, section 10.6.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Fixed, Float


@checked
def mean_absolute_error(
    y_hat: Float["*shape"],
    y: Float["*shape"],
    weight: Fixed["*shape"] | None = None,
    *,
    reduction: Reduction = "mean",
) -> Differentiable:
    error = y_hat - y
    loss, share = reduced(np.abs(error), reduction, weight, total=None if weight is None else weight.sum())

    def backward(dloss):
        dy_hat = share(dloss) * np.sign(error)
        return dict(y_hat=dy_hat, y=-dy_hat)

    return loss, backward

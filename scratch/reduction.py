r"""Reduction: many losses become one, their mean or their sum, or stay as they are; each may have a weight.

    "mean"      L = Σ_n w_n l_n / T         dl_n = w_n dL / T
    "sum"       L = Σ_n w_n l_n             dl_n = w_n dL
    "none"      L_n = w_n l_n               dl_n = w_n dL_n

T is the number of losses; or Σ_n w_n, if a weight of 2 shall mean that a sample is there twice. Then T may be 0, and
the mean of nothing is no number, 0 / 0.
"""

from typing import Literal

import numpy as np

Reduction = Literal["mean", "sum", "none"]


def reduced(losses, reduction: Reduction, weight=None, total=None) -> tuple:
    """Return L, and the function of dL that returns dl, which has the shape of l.

    ``weight`` is w, of that shape; ``total`` is T, the number of losses if it is None.
    """
    if weight is not None:
        losses = weight * losses
    divisor = 1 if reduction != "mean" else losses.size if total is None else total

    @np.errstate(divide="ignore", invalid="ignore")  # the mean of nothing says so itself
    def divided(number):
        return number / divisor

    def share(dloss):
        dl = np.broadcast_to(divided(dloss), losses.shape)
        return dl if weight is None else weight * dl

    return losses if reduction == "none" else divided(losses.sum()), share

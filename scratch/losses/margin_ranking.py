r"""Margin ranking loss: of two scores the one that should rank higher must be higher by a margin.

    l = max(0, m − y (a − b))           y is 1 if a should rank higher, −1 if b     L = mean l
    da = −dl y where m − y (a − b) ≥ 0, else 0
    db = −da

Axes: any, the same of all arrays. m is called ``margin``. Returns one number; of ``reduction`` none, the loss of each
pair.

Source: Herbrich, Graepel & Obermayer, *Large Margin Rank Boundaries for Ordinal Regression*, 2000.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float, Sign


@checked
def margin_ranking(
    a: Float["*shape"], b: Float["*shape"], y: Sign["*shape"], *, margin=0.0, reduction: Reduction = "mean"
) -> Differentiable:
    lack = margin - y * (a - b)
    loss, share = reduced(np.clip(lack, 0, np.inf), reduction)

    def backward(dloss):
        da = -share(dloss) * y * (lack >= 0)
        return dict(a=da, b=-da)

    return loss, backward

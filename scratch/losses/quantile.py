r"""Quantile loss: too low costs τ for each unit, too high 1 − τ, so that a share τ of the targets ends up below.

    e = y − ŷ
    l = τ e where e > 0, else (τ − 1) e             L = mean l
    dŷ = −dl (τ where e > 0, τ − 1 where e < 0)     dy = −dŷ

Where e = 0 there is no slope; the mean of both is taken, τ − ½, as the absolute error has it, of which this is half if
τ is ½. It is also called pinball loss.

Axes: any, the same of both arrays. Returns one number; of ``reduction`` none, the loss of each. ValueError unless
0 ≤ τ ≤ 1.

Source: Koenker & Bassett, *Regression Quantiles*, Econometrica 46(1), 1978.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float, Share


@checked
def quantile(
    y_hat: Float["*shape"], y: Float["*shape"], *, tau: Share = 0.5, reduction: Reduction = "mean"
) -> Differentiable:
    e = y - y_hat
    slope = tau - (1 - np.sign(e)) / 2
    loss, share = reduced(slope * e, reduction)

    def backward(dloss):
        dy = share(dloss) * slope
        return dict(y_hat=-dy, y=dy)

    return loss, backward

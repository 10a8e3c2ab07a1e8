r"""Mean absolute percentage error: how far predictions are from targets, in hundredths of the targets.

    l = 100 |ŷ − y| / s     s = max(|y|, ε), ε = 10⁻⁷                       L = mean l
    dŷ = 100 dl sign(ŷ − y) / s
    dy = −dŷ ŷ / y          where |y| > ε, else −dŷ

ε is all that keeps a target of 0 from costing infinitely much: it costs 10⁹ for each unit that the prediction is off.

Axes: any, the same of both arrays. Returns one number; of ``reduction`` none, the loss of each.

Source: Hyndman & Koehler, *Another Look at Measures of Forecast Accuracy*, International Journal of Forecasting 22(4),
2006; ε is that of Keras's ``MeanAbsolutePercentageError``.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float

EPSILON = 1e-7


@checked
def mean_absolute_percentage_error(
    y_hat: Float["*shape"], y: Float["*shape"], *, reduction: Reduction = "mean"
) -> Differentiable:
    s = np.clip(np.abs(y), EPSILON, np.inf)
    error = y_hat - y
    loss, share = reduced(100 * np.abs(error) / s, reduction)

    @np.errstate(divide="ignore", invalid="ignore")  # of a target of 0 it is not taken
    def backward(dloss):
        dy_hat = share(100 * dloss) * np.sign(error) / s
        return dict(y_hat=dy_hat, y=-dy_hat * np.where(np.abs(y) > EPSILON, y_hat / y, 1))

    return loss, backward

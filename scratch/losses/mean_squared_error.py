r"""Mean squared error: the mean of the squared distances between predictions and targets.

    l = (ŷ − y)²            L = mean l
    dŷ = 2 dl (ŷ − y)       dy = −dŷ

With a weight w of every distance the mean is Σ w l / Σ w, as if each were there w times.

Axes: any, the same of all arrays. Returns one number; of ``reduction`` none, every distance.

Source: Legendre, *Nouvelles méthodes pour la détermination des orbites des comètes*, 1805;
Goodfellow, Bengio & Courville, *Deep Learning*, 2016, section 5.1.4.
"""

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Fixed, Float


@checked
def mean_squared_error(
    y_hat: Float["*shape"],
    y: Float["*shape"],
    weight: Fixed["*shape"] | None = None,
    *,
    reduction: Reduction = "mean",
) -> Differentiable:
    error = y_hat - y
    loss, share = reduced(error**2, reduction, weight, total=None if weight is None else weight.sum())

    def backward(dloss):
        dy_hat = share(2 * dloss) * error
        return dict(y_hat=dy_hat, y=-dy_hat)

    return loss, backward

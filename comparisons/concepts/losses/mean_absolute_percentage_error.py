"""PyTorch has no such loss. A target of 0 counts as 1e-7 in Keras, so that a single one outweighs all others."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.losses.mean_absolute_percentage_error import EPSILON, mean_absolute_percentage_error
from scratch.reduction import reduced


def data(rng, shape, zero=False, low=False):
    """Draw predictions, if ``low`` near 0, and targets, which are not near 0; with ``zero`` every second is 0."""
    y = np.where(rng.random(shape) < 0.5, -1, 1) * rng.uniform(0.5, 2, shape)
    if zero:
        y.flat[::2] = 0
    return dict(y_hat=rng.standard_normal(shape) * (1e-6 if low else 1), y=y)


def by_the_quotient_rule(y_hat, y, *, reduction):
    loss, backward_of_the_loss = mean_absolute_percentage_error(y_hat, y, reduction=reduction)
    s, error = np.clip(np.abs(y), EPSILON, np.inf), y_hat - y
    _, share = reduced(s, reduction)

    def backward(dloss):
        slope = np.sign(error) + np.abs(error) / s * np.sign(y) * (np.abs(y) > EPSILON)
        return backward_of_the_loss(dloss) | dict(y=-share(100 * dloss) * slope / s)

    return loss, backward


cancels = Differs(
    by_the_quotient_rule,
    dict(
        cancels="the target's gradient is that of |ŷ − y| and that of 1 / |y|; of a prediction near 0 both are nearly "
        "equal, and the digits of what is left, −dŷ ŷ / y, cancel"
    ),
    rearranged=True,
)

concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1)),
        dict(shape=(4, 2), zero=True),
        dict(shape=(4, 2), low=True),
        dict(shape=(7,), reduction="sum"),
        dict(shape=(2, 3, 4), reduction="none"),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    differs=dict(pytorch=cancels, keras=cancels),
)

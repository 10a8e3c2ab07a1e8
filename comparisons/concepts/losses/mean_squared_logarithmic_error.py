"""Keras raises what is below 1e-7 to that: predictions of 0 or less have no gradient there; they have one by log1p."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.losses.mean_squared_logarithmic_error import mean_squared_logarithmic_error


def data(rng, shape, low=False):
    """Draw numbers as large as 100; with ``low`` targets of 0 and predictions of either sign beside it."""
    if low:
        return dict(y_hat=rng.uniform(-0.5, 0.5, shape), y=np.zeros(shape))
    return dict(y_hat=np.exp(rng.uniform(-4, 4, shape)), y=np.exp(rng.uniform(-4, 4, shape)))


def raised(y_hat, y, *, reduction):
    a, b = np.clip(y_hat, 1e-7, np.inf), np.clip(y, 1e-7, np.inf)
    loss, of_raised = mean_squared_logarithmic_error(a, b, reduction=reduction)

    def backward(dloss):
        gradients = of_raised(dloss)
        return dict(y_hat=gradients["y_hat"] * (y_hat >= 1e-7), y=gradients["y"] * (y >= 1e-7))

    return loss, backward


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1)),
        dict(shape=(4, 3), low=True),
        dict(shape=(7,), reduction="sum"),
        dict(shape=(2, 3, 4), reduction="none"),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    differs=dict(
        keras=Differs(
            raised,
            dict(
                raised="Keras takes log(1 + max(x, 1e-7)) of predictions and targets: below 1e-7 they have no gradient"
            ),
        )
    ),
)

"""The third argument is the variance, not its root. PyTorch counts less than 1e-6 as that but moves it."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import OutOfRange
from scratch.losses.gaussian_nll import gaussian_nll
from scratch.reduction import reduced


def data(rng, shape, collapsed=False):
    """Draw variances from 0.5 to 2; if ``collapsed``, every second is 0."""
    sigma2 = rng.uniform(0.5, 2, shape)
    if collapsed:
        sigma2.flat[::2] = 0
    return dict(sigma2=sigma2)


def of_deviation(y_hat, y, sigma2, *, epsilon, **settings):
    """The likelihood where what is given is σ."""
    sigma2 = np.clip(sigma2, epsilon, np.inf)
    return gaussian_nll(y_hat, y, sigma2**2, epsilon=epsilon**2, **settings)[0]


def of_log_variance(y_hat, y, sigma2, **settings):
    """The likelihood where what is given is log σ²."""
    return gaussian_nll(y_hat, y, np.exp(sigma2), **settings)[0]


def summand_by_summand(y_hat, y, sigma2, *, epsilon, reduction, **settings):
    """Go back through the logarithm and the quotient, each by itself."""
    loss, backward = gaussian_nll(y_hat, y, sigma2, epsilon=epsilon, reduction=reduction, **settings)
    v = np.clip(sigma2, epsilon, np.inf)
    far, share = (y_hat - y) ** 2, reduced(np.zeros_like(v), reduction)[1]

    def backward_of_both(dloss):
        dl = share(dloss) / 2
        return backward(dloss) | dict(sigma2=dl * (1 / v) + dl * (-far / v / v))

    return loss, backward_of_both


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(), full=True),
        dict(shape=(1, 1), epsilon=0.1),
        dict(shape=(6, 2), collapsed=True),
        dict(shape=(7,), reduction="sum"),
        dict(shape=(2, 3), full=True, reduction="none"),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    halves={
        "keras in float16": OutOfRange(
            "in float16 1 / ε is ∞, of an ε of 1e-6: the gradient of a collapsed variance is ∞ − ∞",
            summand_by_summand,
        )
    },
    relatives={
        "σ² is taken for σ": of_deviation,
        "σ² is taken for its logarithm": of_log_variance,
    },
)

"""The third argument is the variance, not its root. PyTorch counts less than 1e-6 as that but moves it."""

import numpy as np

from comparisons.declaring.concept import Concept
from scratch.losses.gaussian_nll import gaussian_nll


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
    relatives={
        "σ² is taken for σ": of_deviation,
        "σ² is taken for its logarithm": of_log_variance,
    },
)

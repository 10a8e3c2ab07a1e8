"""PyTorch takes the logarithm of the rate unless told otherwise, Keras the rate; it adds 1e-7 to it, not 1e-8."""

from functools import partial

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange
from scratch.losses.poisson import poisson


def data(rng, shape, log_input, size=1):
    """Draw counts, some of them 0, and logarithms of rates of that size or, without ``log_input``, rates."""
    z = size * rng.standard_normal(shape)
    return dict(y_hat=z if log_input else np.exp(z), y=1.0 * rng.poisson(2, shape))


def no_slope_at_0(y_hat, y, *, full, stirling=True, larger=False, **settings):
    if larger:
        settings |= dict(epsilon=1e-7)
    loss, backward = poisson(y_hat, y, full=full, **settings)

    def backward_of_the_count(dloss):
        gradients = backward(dloss)
        if full and stirling:
            gradients["y"] = np.where(y == 0, np.nan, gradients["y"])
        return gradients

    return loss, backward_of_the_count


STIRLING = (
    "with log y!, {} gradient of a count of 0 is no number: y log y is masked there only after it is taken"
)

concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1), full=True),
        dict(shape=(6, 2), size=30),
        dict(shape=(7, 2), log_input=False),
        dict(shape=(4, 3), log_input=False, size=30),
        dict(shape=(7,), reduction="sum"),
        dict(shape=(2, 3, 4), log_input=False, reduction="none"),
        dict(shape=(3, 4), log_input=False, full=True, reduction="sum"),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    differs=dict(
        pytorch=Differs(no_slope_at_0, dict(stirling=STIRLING.format("PyTorch's"))),
        keras=Differs(
            partial(no_slope_at_0, larger=True),
            dict(
                stirling=STIRLING.format("Keras's"),
                larger="Keras takes log(λ + 1e-7), PyTorch log(λ + 1e-8)",
            ),
        ),
    ),
    halves={
        "pytorch in float16": OutOfRange(
            "in float16 an ε of 1e-8 is 0: where the rate is 0, too, its logarithm is −∞, and the count's gradient ∞"
        )
    },
)

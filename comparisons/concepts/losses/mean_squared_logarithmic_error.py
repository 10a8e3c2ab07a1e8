"""Keras raises what is below 1e-7 to that, and adds 1 before it takes a logarithm; log1p does neither."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.reduction import reduced


def data(rng, shape, low=False, small=False):
    """Draw numbers as large as 100; ``low`` or ``small`` ones.

    ``low`` are targets of 0 and predictions of either sign beside it, ``small`` are both around 1e-4.
    """
    if low:
        return dict(y_hat=rng.uniform(-0.5, 0.5, shape), y=np.zeros(shape))
    shift = -9 if small else 0
    return dict(y_hat=np.exp(shift + rng.uniform(-4, 4, shape)), y=np.exp(shift + rng.uniform(-4, 4, shape)))


def of_sums(y_hat, y, *, reduction, raised=True, summed=True):
    lowest = 1e-7 if raised else -np.inf
    a, b = np.clip(y_hat, lowest, np.inf), np.clip(y, lowest, np.inf)
    e = np.log(1 + a) - np.log(1 + b) if summed else np.log1p(a) - np.log1p(b)
    loss, share = reduced(e**2, reduction)

    def backward(dloss):
        de = share(2 * dloss) * e
        return dict(y_hat=de / (1 + a) * (y_hat >= lowest), y=-de / (1 + b) * (y >= lowest))

    return loss, backward


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1)),
        dict(shape=(4, 3), low=True),
        dict(shape=(4, 3), small=True),
        dict(shape=(7,), reduction="sum"),
        dict(shape=(2, 3, 4), reduction="none"),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    differs=dict(
        keras=Differs(
            of_sums,
            dict(
                raised="Keras takes log(1 + max(x, 1e-7)) of predictions and targets: below 1e-7 they have no gradient",
                summed="Keras adds 1 before it takes the logarithm: 1 + x has lost the digits of a small x; log1p of "
                "NumPy and PyTorch keeps them",
            ),
            rearranged=["summed"],
        )
    ),
)

"""One rule, and two ways to count how long one waits."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs


def data(rng, t, falling=0.5):
    """Draw losses that fall, in a share of the epochs, and stay about where they are in the others; and a rate."""
    falls = rng.random(t) < falling
    return dict(loss=10 - np.cumsum(falls) + 1e-5 * rng.random(t), rate=rng.uniform(0.01, 1))


def as_keras_waits(
    loss, rate, *, factor, patience, threshold, cooldown, floor, one_less=True, rest_counts=True
):
    """Count the epochs without a better loss as Keras does; without both of its ways it is scratch's rule."""
    best, waited, resting, rates = np.inf, 0, 0, []
    for each in loss:
        if resting and rest_counts:
            resting, waited = resting - 1, 0
        if each < best - threshold:
            best, waited = each, 0
        elif not (resting and rest_counts):
            waited += 1
        if resting and not rest_counts:
            resting, waited = resting - 1, 0
        if waited > max(patience - one_less, 0):
            rate = np.maximum(factor * rate, floor)
            waited, resting = 0, cooldown
        rates.append(rate)
    return np.array(rates, loss.dtype)


concept = Concept(
    __name__,
    cases=[
        dict(t=60, patience=2, falling=0.6),
        dict(t=60, patience=3, falling=0.3, cooldown=4),
        dict(t=60, patience=0, falling=0.3, cooldown=3),
        dict(t=40, patience=1, falling=0.2, factor=0.5, floor=0.003),
        dict(t=40, patience=0, falling=0.5, threshold=1.5),
        dict(t=30, falling=1.0),
        dict(t=1),
    ],
    timing=dict(t=1024),
    data=data,
    differs=dict(
        keras=Differs(
            as_keras_waits,
            dict(
                one_less="Keras reduces the rate at the last of patience losses that are no better, "
                "PyTorch at the next one after them",
                rest_counts="in Keras the last epoch of a cooldown is held against the rate already",
            ),
        )
    ),
)

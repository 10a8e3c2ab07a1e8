"""PyTorch calls it Hardswish. Of −∞ both frameworks make NaN, and of ±∞ Keras's gradient is NaN."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import at_the_kink
from scratch.activations.hard_silu import hard_silu


def data(rng, shape, extreme=False):
    x = at_the_kink(rng, shape, extreme)["x"]
    if not extreme:
        x *= 3
        x.flat[1::4], x.flat[3::4] = -3, 3
    return dict(x=x)


@np.errstate(invalid="ignore")
def no_number_at_minus_infinity(x):
    y, slope = hard_silu(x)
    return y + 0 * np.clip(x, -np.inf, 0), slope


def no_slope_at_infinity(x):
    y, slope = no_number_at_minus_infinity(x)

    @np.errstate(invalid="ignore")
    def backward(dy):
        return dict(x=slope(dy)["x"] + 0 * x)

    return y, backward


MULTIPLIED = dict(
    infinite="∞ times 0 is NaN; at −∞ the limits are 0, at ∞ the slope's is 1: keep infinities away from it"
)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
    differs=dict(
        pytorch=Differs(no_number_at_minus_infinity, MULTIPLIED),
        keras=Differs(no_slope_at_infinity, MULTIPLIED),
    ),
)

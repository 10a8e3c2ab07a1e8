"""Both frameworks multiply x by σ(x) as they stand: −∞ becomes NaN, and of ±∞ the gradient does."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import in_the_tails
from scratch.activations.silu import silu


@np.errstate(invalid="ignore")
def no_number_at_infinity(x):
    y, slope = silu(x)

    @np.errstate(invalid="ignore")
    def backward(dy):
        return dict(x=slope(dy)["x"] + 0 * x)

    return y + 0 * np.clip(x, -np.inf, 0), backward


MULTIPLIED = Differs(
    no_number_at_infinity,
    dict(
        infinite="∞ times 0 is NaN; at −∞ the limits are 0, at ∞ the slope's is 1: keep infinities away from it"
    ),
)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(12,), tails=True),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=in_the_tails,
    differs=dict(pytorch=MULTIPLIED, keras=MULTIPLIED),
)

"""Both frameworks multiply x by the tanh as they stand: of −∞ y becomes NaN, and of ±∞ the gradient does."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import CAST_BY_KERAS, INFINITE, in_the_tails, infinity_times_zero
from scratch.activations.mish import mish

MULTIPLIED = Differs(infinity_times_zero(mish), dict(infinite=INFINITE))

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
    halves=CAST_BY_KERAS,
)

"""PyTorch calls it Hardswish. Of −∞ both frameworks make NaN, and of ±∞ Keras's gradient is NaN."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import INFINITE, at_the_kink, infinity_times_zero
from scratch.activations.hard_silu import hard_silu


def data(rng, shape, extreme=False):
    x = at_the_kink(rng, shape, extreme)["x"]
    if not extreme:
        x *= 3
        x.flat[1::4], x.flat[3::4] = -3, 3
    return dict(x=x)


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
        pytorch=Differs(infinity_times_zero(hard_silu, slope=False), dict(infinite=INFINITE)),
        keras=Differs(infinity_times_zero(hard_silu), dict(infinite=INFINITE)),
    ),
)

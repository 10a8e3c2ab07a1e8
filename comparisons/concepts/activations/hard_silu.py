"""PyTorch calls it Hardswish. Of −∞ both frameworks make NaN, and of ±∞ Keras's gradient is NaN."""

from comparisons.concepts.activations.hard_sigmoid import data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import CAST_BY_KERAS, INFINITE, infinity_times_zero
from scratch.activations.hard_silu import hard_silu

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
    halves=CAST_BY_KERAS,
)

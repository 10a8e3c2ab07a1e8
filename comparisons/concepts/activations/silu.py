"""Both frameworks multiply x by σ(x) as they stand: −∞ becomes NaN, and of ±∞ the gradient does."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import CAST_BY_KERAS, INFINITE, in_the_tails, infinity_times_zero
from scratch.activations.gelu import gelu
from scratch.activations.mish import mish
from scratch.activations.sigmoid import sigma
from scratch.activations.silu import silu

MULTIPLIED = Differs(infinity_times_zero(silu), dict(infinite=INFINITE))


def quick_gelu(x):
    """x σ(1.702 x)."""
    return np.clip(x, -1000, np.inf) * sigma(1.702 * x)


def tanh_gated(x):
    """x tanh x."""
    return x * np.tanh(x)


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
    relatives={
        "it is x σ(1.702 x), which approximates GELU": quick_gelu,
        "it is GELU": gelu,
        "it is Mish": mish,
        "the gate is a tanh": tanh_gated,
    },
)

"""PyTorch adds ε to |g| before the maximum, and keeps that; Keras adds it to the maximum, and keeps that without it."""

import numpy as np

from comparisons.concepts.optimizers.adam import EXACT, VANISHES, data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.optimizers.adamax import adamax, largest


def rounded_unbiased(mean, beta, t):
    """Undo the bias with a β that went through float32."""
    return mean / (1 - float(np.float32(beta)) ** t)


def largest_without_epsilon(u, beta2, g, epsilon):
    """Return max(β₂ u, |g|) + ε; what is kept is the maximum."""
    return largest(u, beta2, g, 0) + epsilon


def kerass_adamax(*arrays, rounded_power, late_epsilon, **settings):
    """AdaMax, or what Keras makes of it."""
    helpers = dict(unbiased=rounded_unbiased) if rounded_power else {}
    helpers |= dict(largest=largest_without_epsilon) if late_epsilon else {}
    return rewritten(adamax, **helpers)(*arrays, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, **EXACT, epsilon=0.0, learning_rate=0.03),
        dict(d=7, t=8, **EXACT, epsilon=0.25),
        dict(d=7, t=8, epsilon=0.0),
        dict(d=7, t=8, **EXACT, epsilon=0.0, weight_decay=0.1, maximize=True),
        dict(d=7, t=5, **EXACT, epsilon=0.0, step=5, given=("m", "u")),
        dict(d=4, t=3, **EXACT, still=True),
        dict(d=4, t=3, **EXACT, epsilon=0.0, still=True),
        dict(d=4, t=3, **EXACT, epsilon=0.0, huge=True),
        dict(d=1, t=1, **EXACT, epsilon=0.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        keras=Differs(
            kerass_adamax,
            dict(
                rounded_power="Keras casts the β₁ of the bias correction through float32, also for float64 weights",
                late_epsilon="Keras adds ε to the maximum of what it keeps, PyTorch to |g| before that",
            ),
        )
    ),
    halves=VANISHES,
)

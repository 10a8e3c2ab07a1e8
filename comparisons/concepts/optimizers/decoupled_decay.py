"""In both frameworks α multiplies λ, and a rate that falls shrinks less; the paper's λ, which stands alone, is αλ here.

Keras's SGD has it as weight_decay; PyTorch's SGD adds what it calls so to the gradient.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.optimizers.decoupled_decay import decoupled_decay


def through_keras(w, gradients, *, momentum, weight_decay, rounded_momentum, rounded_decay, **settings):
    """Take μ and λ as they are, or as float32 has them."""
    μ, λ = (
        float(np.float32(number)) if rounded else number
        for number, rounded in ((momentum, rounded_momentum), (weight_decay, rounded_decay))
    )
    return decoupled_decay(w, gradients, momentum=μ, weight_decay=λ, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, momentum=0.875, weight_decay=0.25),
        dict(d=7, t=8, momentum=0.875, nesterov=True, weight_decay=0.3, learning_rate=0.5),
        dict(d=7, t=8, weight_decay=0.125),
        dict(d=3, t=5, learning_rate=1.0, momentum=0.0, weight_decay=1.0),
        dict(d=3, t=5, momentum=0.0, weight_decay=0.0),
        dict(d=1, t=1, weight_decay=0.5),
    ],
    timing=dict(d=1_000_000, t=1),
    differs=dict(
        keras=Differs(
            through_keras,
            dict(
                rounded_momentum="Keras keeps μ as a Python float and casts it through float32, also for float64 "
                "weights; it acts wherever there is a velocity before the step",
                rounded_decay="Keras keeps λ as a Python float and casts it through float32, also for float64 weights",
            ),
        )
    ),
)

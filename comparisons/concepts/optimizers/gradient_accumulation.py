"""Keras takes the mean of the gradients; PyTorch adds them up, so that each loss must be divided by their number.

A schedule in Keras counts the gradients, not the steps that are taken: give it k times as many.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.optimizers.gradient_accumulation import gradient_accumulation


def forgetful(w, gradients, *, steps, **settings):
    """Accumulate gradients, and forget after each how many they were: only one alone is ever enough."""
    gradients = gradients if steps == 1 else np.zeros_like(gradients)
    return gradient_accumulation(w, gradients, steps=steps, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, steps=3, learning_rate=0.3, momentum=0.5),
        dict(d=3, t=4, steps=1),
        dict(d=3, t=4, steps=4),
        dict(d=3, t=3, steps=5),
        dict(d=1, t=2),
    ],
    timing=dict(d=1_000_000, t=1),
    differs={
        "pytorch under compile": Differs(
            forgetful,
            dict(
                forgetful="torch.compile does not keep what a step writes on its optimizer, here how many gradients "
                "there were: no weight ever moves, unless one gradient is enough"
            ),
        )
    },
)

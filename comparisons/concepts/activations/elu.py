"""With α other than 1 there is a kink at zero; just below it e^x − 1 has no digits left, unless it is taken in one."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import at_the_kink
from scratch.activations.elu import elu


def from_the_exponential(x, *, alpha):
    _, backward = elu(x, alpha=alpha)
    return np.clip(x, 0, np.inf) + alpha * (np.exp(np.clip(x, -np.inf, 0)) - 1), backward


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(3, 4), alpha=0.3),
        dict(shape=(3,), alpha=2.0),
        dict(shape=()),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=at_the_kink,
    differs=dict(
        keras=Differs(
            from_the_exponential,
            dict(
                cancels="TensorFlow takes e^x and subtracts 1: the digits of a small x are lost in that of e^x"
            ),
            rearranged=True,
        )
    ),
)

"""PyTorch adds ε to the root of v, Keras to v itself: Keras's ε must be the square of PyTorch's to do as much."""

import numpy as np

from comparisons.concepts.optimizers.adam import VANISHES, data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.optimizers.rmsprop import rmsprop

EARLY_EPSILON = "Keras adds ε to the mean square, under the root; PyTorch to the root"


def under_the_root(v, epsilon):
    """Return √(v + ε), where scratch has √v + ε."""
    return np.sqrt(v + epsilon)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, epsilon=0.25, learning_rate=0.03),
        dict(d=7, t=8, rho=0.99, epsilon=0.0),
        dict(d=7, t=8, centered=True, epsilon=0.0),
        dict(d=7, t=8, momentum=0.9, epsilon=0.0),
        dict(d=7, t=8, momentum=0.9, centered=True, weight_decay=0.1, maximize=True),
        dict(d=7, t=8, epsilon=0.0, given=("v",)),
        dict(d=7, t=3, momentum=0.5, centered=True, epsilon=0.0, given=("v", "m", "b")),
        dict(d=4, t=3, still=True),
        dict(d=4, t=3, epsilon=0.0, still=True),
        dict(d=1, t=1, epsilon=0.0, rho=0.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(keras=Differs(rewritten(rmsprop, rooted=under_the_root), dict(early_epsilon=EARLY_EPSILON))),
    halves=VANISHES,
)

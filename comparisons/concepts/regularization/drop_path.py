"""No framework has a layer of this name; in Keras it is dropout with a ``noise_shape`` of 1 in all axes but the first.

A sample is left out where y is 0 everywhere and x is not.
"""

import numpy as np
from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Draw, Law


def kept_by(x, y):
    return np.any((y != 0) | (x == 0), axis=tuple(range(1, x.ndim)))


concept = Concept(
    __name__,
    cases=[
        dict(n=2000, shape=(3,)),
        dict(n=500, shape=(2, 3, 4), rate=0.5),
        dict(n=1000, shape=(), rate=0.9),
        dict(n=1, shape=(3, 4), rate=0.3),
        dict(n=5, shape=(3,), rate=0.0),
        dict(n=5, shape=(3,), rate=1.0),
        dict(n=5, shape=(4,), training=False),
    ],
    timing=dict(n=32, shape=(28, 28, 32)),
    draws=dict(kept=Draw(Law(lambda rate: stats.bernoulli(1 - rate)), read=kept_by)),
)

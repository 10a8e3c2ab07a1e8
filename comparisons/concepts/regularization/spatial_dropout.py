"""Channels come last in Keras and second in PyTorch; PyTorch takes two axes for one sample, and drops its rows.

A channel is left out where y is 0 at all places and x is not.
"""

import numpy as np
from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Draw, Law


def kept_by(x, y):
    return np.any((y != 0) | (x == 0), axis=tuple(range(1, x.ndim - 1)))


concept = Concept(
    __name__,
    cases=[
        dict(n=64, places=(5,), c=100),
        dict(n=20, places=(3, 2), c=100, rate=0.2),
        dict(n=1, places=(2, 1, 2), c=400, rate=0.9),
        dict(n=200, places=(3,), c=1, rate=0.3),
        dict(n=3, places=(4,), c=5, rate=0.0),
        dict(n=3, places=(2, 2), c=5, rate=1.0),
        dict(n=2, places=(3,), c=4, training=False),
    ],
    timing=dict(n=32, places=(28, 28), c=32),
    pytorch=dict(x="n ... c -> n c ...", y="n ... c -> n c ..."),
    draws=dict(kept=Draw(Law(lambda rate: stats.bernoulli(1 - rate)), read=kept_by)),
)

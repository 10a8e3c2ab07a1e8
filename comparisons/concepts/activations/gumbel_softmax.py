"""PyTorch has a function for it; in Keras it is written of uniform numbers. What was drawn is read off y.

The noise is known but for a constant for all classes, which changes nothing: what is tried is the law of differences.
"""

import numpy as np
from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Draw, Law


def read(x, y, tau):
    return tau * np.log(y) - x


concept = Concept(
    __name__,
    cases=[
        dict(shape=(12,), k=4),
        dict(shape=(5000,), k=3),
        dict(shape=(5000,), k=2, tau=0.5),
        dict(shape=(1,), k=2, tau=5.0),
        dict(shape=(64,), k=4, hard=True),
        dict(shape=(4, 3), k=2, tau=0.5, axis=1, training=False),
        dict(shape=(3,), k=4, hard=True, training=False),
    ],
    timing=dict(shape=(512,), k=1000),
    draws=dict(
        noise=Draw(Law(lambda: stats.logistic(), among=lambda g: g[..., 1] - g[..., 0]), read=read),
    ),
)

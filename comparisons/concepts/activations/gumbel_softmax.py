"""PyTorch has a function for it; in Keras it is written of uniform numbers. What was drawn is read off y.

The noise is known but for a constant for all classes, which changes nothing: what is tried is the law of differences.
"""

import numpy as np
from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Draw, Law


def read(x, y, tau, axis):
    noise = tau * np.log(y) - x
    return noise - noise.mean(axis=axis, keepdims=True)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(64,), k=4),
        dict(shape=(64,), k=4, tau=0.5),
        dict(shape=(1,), k=2, tau=5.0),
        dict(shape=(64,), k=4, hard=True),
        dict(shape=(8, 6), k=3, axis=1),
    ],
    timing=dict(shape=(512,), k=1000),
    draws=dict(
        noise=Draw(Law(lambda: stats.logistic(), among=lambda g: g[:, ::2] - g[:, 1::2]), read=read),
    ),
)

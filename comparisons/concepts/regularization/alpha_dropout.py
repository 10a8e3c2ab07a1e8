"""A rate of 1, of which nothing stays, is 0 in PyTorch; Keras takes it, and fails when the layer is called.

What was left out is read off the answer: of what x would be if it stays, and if not, y is the nearer.
"""

import numpy as np
from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Draw, Law
from scratch.regularization.alpha_dropout import FLOOR, alpha_dropout


def data(rng, shape):
    """Draw numbers, but none near the floor: there it is the same whether they stay, and cannot be read."""
    x = rng.standard_normal(shape)
    return dict(x=np.where(np.abs(x - FLOOR) < 0.1, 0.0, x))


def kept_by(x, y, rate):
    stays, goes = (alpha_dropout(x, np.full(x.shape, kept), rate=rate)[0] for kept in (True, False))
    return np.abs(y - stays) < np.abs(y - goes)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(64, 100)),
        dict(shape=(20, 8, 8, 16), rate=0.2),
        dict(shape=(64, 100), rate=0.9),
        dict(shape=(100,), rate=0.0),
        dict(shape=(1000,), rate=0.99),
        dict(shape=(5, 4), training=False),
        dict(shape=(), rate=0.3),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
    draws=dict(kept=Draw(Law(lambda rate: stats.bernoulli(1 - rate)), read=kept_by)),
)

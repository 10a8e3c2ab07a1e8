"""With α other than 1 there is a kink at zero: all three take the slope on its left, as the paper does."""

import numpy as np

from comparisons.concept import Concept


def data(rng, shape):
    x = np.asarray(rng.standard_normal(shape))
    x.flat[3::4] = 0  # some are at the kink itself
    return dict(x=x)


concept = Concept(
    __name__,
    cases=[dict(shape=(3, 4)), dict(shape=(3, 4), alpha=0.3), dict(shape=(3,), alpha=2.0), dict(shape=())],
    timing=dict(shape=(512, 1024)),
    data=data,
)

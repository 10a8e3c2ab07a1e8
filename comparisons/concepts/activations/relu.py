"""At zero, where there is no derivative, the three agree on the same choice: none."""

import numpy as np

from comparisons.concept import Concept


def data(rng, shape):
    x = np.asarray(rng.standard_normal(shape))
    x.flat[3::4] = 0  # some are at the kink itself
    return dict(x=x)


concept = Concept(
    __name__,
    cases=[dict(shape=(3, 4)), dict(shape=(1,)), dict(shape=())],
    timing=dict(shape=(512, 1024)),
    data=data,
)

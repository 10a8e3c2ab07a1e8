"""Why networks of threshold neurons could not be trained by gradients: all that comes back is zero."""

import numpy as np

from comparisons.concept import Concept


def data(rng, shape):
    x = np.asarray(rng.standard_normal(shape))
    x.flat[3::4] = 0  # some are at the step itself
    return dict(x=x)


concept = Concept(
    __name__,
    cases=[dict(shape=(3, 4)), dict(shape=(1,)), dict(shape=())],
    timing=dict(shape=(512, 1024)),
    data=data,
)

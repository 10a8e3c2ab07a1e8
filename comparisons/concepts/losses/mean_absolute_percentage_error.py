"""PyTorch has no such loss. A target of 0 counts as 1e-7 in Keras, so that a single one outweighs all others."""

import numpy as np

from comparisons.declaring.concept import Concept


def data(rng, shape, zero=False):
    """Draw predictions and targets, the latter not near 0; with ``zero`` every second is 0."""
    y = np.where(rng.random(shape) < 0.5, -1, 1) * rng.uniform(0.5, 2, shape)
    if zero:
        y.flat[::2] = 0
    return dict(y=y)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1)),
        dict(shape=(4, 2), zero=True),
        dict(shape=(7,), reduction="sum"),
        dict(shape=(2, 3, 4), reduction="none"),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
)

"""PyTorch averages over all numbers at once, Keras over the last axis and then over the others: the same mean."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.edges import weights
from scratch.losses.mean_absolute_error import mean_absolute_error
from scratch.losses.mean_squared_error import mean_squared_error


def data(rng, shape):
    """Draw weights from 0.5 to 2, every third 0."""
    return dict(weight=weights(rng, shape))


def rooted(*arrays, **settings):
    """The root of the mean squared error."""
    return np.sqrt(mean_squared_error(*arrays, **settings)[0])


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1)),
        dict(shape=(7, 1), reduction="sum"),
        dict(shape=(2, 3, 4), reduction="none"),
        dict(shape=(6, 2), given=("weight",)),
        dict(shape=(5,), reduction="sum", given=("weight",)),
        dict(shape=(2, 4), reduction="none", given=("weight",)),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    relatives={"the root is taken of it": rooted, "it is the mean absolute error": mean_absolute_error},
)

"""PyTorch averages over all numbers at once, Keras over the last axis and then over the others: the same mean."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.edges import weights


def data(rng, shape):
    """Draw weights from 0.5 to 2, every third 0."""
    return dict(weight=weights(rng, shape))


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
)

"""Exponentials of a thousand overflow, yet all three answer: each takes the largest number away first."""

from comparisons.declaring.concept import Concept
from scratch.activations.log_softmax import log_softmax


def data(rng, shape, k):
    x = rng.standard_normal((*shape, k))
    x[..., 0] *= 1000
    return dict(x=x)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5,), k=3),
        dict(shape=(2, 3), k=4),
        dict(shape=(), k=7),
        dict(shape=(4, 3), k=2, axis=1),
        dict(shape=(3,), k=5, axis=-2),
    ],
    timing=dict(shape=(512,), k=1000),
    data=data,
    relatives={"it is the logarithm, log softmax": log_softmax},
)

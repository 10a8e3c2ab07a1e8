"""Taken from the logit it is finite in both frameworks; the logarithm of their sigmoid is −∞ at −800."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.edges import in_the_tails

concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(12,), tails=True),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=in_the_tails,
)

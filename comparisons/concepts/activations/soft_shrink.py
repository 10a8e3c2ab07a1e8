"""Keras calls λ threshold; in its corners, ±λ, it sends nothing back in either framework."""

from comparisons.concepts.activations.hard_shrink import data
from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(3, 4), lambd=0.125),
        dict(shape=(2, 4), lambd=1.25),
        dict(shape=(1,), lambd=0.0),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
)

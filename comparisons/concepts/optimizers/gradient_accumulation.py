"""Keras takes the mean of the gradients; PyTorch adds them up, so that each loss must be divided by their number.

A schedule in Keras counts the gradients, not the steps that are taken: give it k times as many.
"""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, steps=3, learning_rate=0.3, momentum=0.5),
        dict(d=3, t=4, steps=1),
        dict(d=3, t=4, steps=4),
        dict(d=3, t=3, steps=5),
        dict(d=1, t=2),
    ],
    timing=dict(d=1_000_000, t=1),
)

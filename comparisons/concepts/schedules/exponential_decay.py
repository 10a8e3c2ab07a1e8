"""PyTorch's scheduler multiplies at every step: its factor is the T-th root of Keras's."""

from comparisons.concepts.schedules.step_decay import data
from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(t=32, steps=10),
        dict(t=32, steps=10, factor=0.1, staircase=True),
        dict(t=16, steps=1, factor=0.5),
        dict(t=16, steps=5, factor=1.5),
        dict(t=1),
    ],
    timing=dict(t=1024),
    data=data,
)

"""PyTorch has no scheduler of it; a function of the step is enough, of which the rate is a multiple."""

from comparisons.concepts.schedules.step_decay import data
from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(t=40, steps=10),
        dict(t=40, steps=10, decay=0.5, staircase=True),
        dict(t=16, steps=1, decay=4.0),
        dict(t=1),
    ],
    timing=dict(t=1024),
    data=data,
)

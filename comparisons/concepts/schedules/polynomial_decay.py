"""PyTorch's scheduler falls to 0 and has no cycles, Keras's falls to a floor, which is not 0 unless one says so."""

from comparisons.concepts.schedules.step_decay import data
from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(t=16, steps=10),
        dict(t=16, steps=10, power=2.0, floor=0.001),
        dict(t=32, steps=7, power=0.5, floor=0.01, cycle=True),
        dict(t=16, steps=5, cycle=True),
        dict(t=8, steps=5, power=2.0),
        dict(t=3, steps=1),
    ],
    timing=dict(t=1024),
    data=data,
)

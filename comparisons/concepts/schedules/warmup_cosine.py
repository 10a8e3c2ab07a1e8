"""Keras's cosine has a warm-up, PyTorch puts one scheduler after another; after the last step the two part."""

import numpy as np

from comparisons.concepts.schedules.cosine_decay import and_up_again as cosine_and_up_again
from comparisons.concepts.schedules.step_decay import data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.schedules.linear_warmup import linear_warmup


def and_up_again(step, rate, *, warmup, steps, start, floor):
    """Follow the wave beyond its half."""
    rising = linear_warmup(step, rate, steps=warmup, start=start)
    falling = cosine_and_up_again(np.maximum(step - warmup, 0), rate, steps=steps, floor=floor)
    return np.where(step < warmup, rising, falling)


concept = Concept(
    __name__,
    cases=[
        dict(t=16, warmup=5, steps=10),
        dict(t=14, warmup=4, steps=9, start=0.25, floor=0.001),
        dict(t=10, warmup=0, steps=9, floor=0.001),
        dict(t=10, warmup=0, steps=9, start=0.5),
        dict(t=24, warmup=3, steps=8, floor=0.005),
        dict(t=3, warmup=1, steps=1),
    ],
    timing=dict(t=1024, warmup=100, steps=1000),
    data=data,
    differs=dict(
        pytorch=Differs(
            and_up_again,
            dict(up_again="PyTorch's rate goes up again after T_max steps, along the other half of the wave"),
        )
    ),
)

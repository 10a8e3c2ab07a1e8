"""PyTorch's scheduler must know the number of steps, and the rate that it is given is the highest; Keras has none."""

import numpy as np

from comparisons.concepts.schedules.step_decay import data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.schedules.one_cycle import one_cycle


def as_pytorch_goes(
    step, rate, *, anneal, steps, rising, first, last, three_phase, beyond=True, cancels=True
):
    """Go on for a step after the last, and along a line by a share of the whole difference."""
    settings = dict(steps=steps, rising=rising, first=first, last=last, three_phase=three_phase)
    rates = one_cycle(step, rate, anneal=anneal, **settings)
    begin = (2 if three_phase else 1) * (rising * steps - 1)
    start, end = rate / first if three_phase else rate, rate / (first * last)
    done = (step - begin) / (steps - 1 - begin)
    wave = end + (start - end) * (1 + np.cos(np.pi * done)) / 2
    line = start + (end - start) * done if cancels else start * (1 - done) + end * done
    falling = line if anneal == "linear" else wave
    there = (step > begin) & (step < steps) & (cancels and anneal == "linear")
    return np.where(there | (beyond and step >= steps), falling, rates)


concept = Concept(
    __name__,
    cases=[
        dict(t=20, steps=20),
        dict(t=20, steps=20, anneal="linear"),
        dict(t=21, steps=20),
        dict(t=21, steps=20, rising=0.25, anneal="linear", first=2.0, last=4.0),
        dict(t=30, steps=30, three_phase=True, last=100.0),
        dict(t=30, steps=30, rising=0.4, anneal="linear", three_phase=True, first=4.0, last=2.0),
        dict(t=1),
    ],
    timing=dict(t=1000),
    data=data,
    differs=dict(
        pytorch=Differs(
            as_pytorch_goes,
            dict(
                beyond="one step after the last PyTorch goes on along the wave, which rises, or the line, "
                "below 0; at a further step it raises an error",
                cancels="PyTorch takes a share of the whole difference from the start of a line, so digits "
                "cancel at its end",
            ),
        )
    ),
)

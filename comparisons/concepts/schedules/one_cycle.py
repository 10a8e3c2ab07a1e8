"""PyTorch's scheduler must know the number of steps, and the rate that it is given is the highest; Keras has none."""

import numpy as np

from comparisons.concepts.schedules.step_decay import data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.annealing import half_wave, line
from scratch.schedules.one_cycle import one_cycle


def and_beyond(step, rate, *, anneal, steps, rising, first, last, three_phase):
    """Go on for one step after the last, along the wave or the line of the last phase."""
    top, end = rising * steps - 1, rate / (first * last)
    begin, start = (2 * top, rate / first) if three_phase else (top, rate)
    done = (steps - begin) / (steps - 1 - begin)
    after = half_wave(start, end, done) if anneal == "cos" else line(start, end, done)
    settings = dict(
        steps=steps, rising=rising, anneal=anneal, first=first, last=last, three_phase=three_phase
    )
    return np.where(step < steps, one_cycle(step, rate, **settings), after)


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
    timing=dict(t=1024, steps=4096),
    data=data,
    differs=dict(
        pytorch=Differs(
            and_beyond,
            dict(
                beyond="one step after the last PyTorch goes on along the wave, which rises, or the line, "
                "below 0; at a further step it raises an error"
            ),
        )
    ),
)

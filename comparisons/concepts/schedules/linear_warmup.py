"""PyTorch's scheduler starts at a third if nothing is said, and cannot start at 0; in Keras one writes it oneself."""

import numpy as np

from comparisons.concepts.schedules.step_decay import data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.schedules.linear_warmup import linear_warmup


def never_up(step, rate, *, steps, start):
    """Stay at the start if the warm-up has no steps, and the start is not 0."""
    if start and not steps:
        return np.full_like(step, start * rate, rate.dtype)
    return linear_warmup(step, rate, steps=steps, start=start)


concept = Concept(
    __name__,
    cases=[
        dict(t=16, steps=10),
        dict(t=16, steps=10, start=0.25),
        dict(t=4, steps=1, start=0.5),
        dict(t=4, steps=0),
        dict(t=4, steps=0, start=0.25),
        dict(t=4, steps=3, start=1.0),
    ],
    timing=dict(t=1024),
    data=data,
    differs=dict(
        pytorch=Differs(
            never_up, dict(never_up="PyTorch's LinearLR over 0 steps stays at its start factor for ever")
        )
    ),
)

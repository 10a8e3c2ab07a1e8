"""In PyTorch a boundary is the first step with the next rate, in Keras the last one with the rate of before."""

import numpy as np

from comparisons.concepts.schedules.step_decay import data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.schedules.piecewise_constant import piecewise_constant


def a_step_later(step, rate, *, boundaries, factor):
    """Let a boundary be the last step before its change."""
    return piecewise_constant(np.maximum(step, 1) - 1, rate, boundaries=boundaries, factor=factor)


concept = Concept(
    __name__,
    cases=[
        dict(t=40, boundaries=(10, 25)),
        dict(t=10, boundaries=(1, 2, 4, 8), factor=0.5),
        dict(t=8, boundaries=(8, 20)),
        dict(t=5, boundaries=(4,), factor=2.0),
        dict(t=1),
    ],
    timing=dict(t=1024, boundaries=(320, 480)),
    data=data,
    differs=dict(
        keras=Differs(
            a_step_later,
            dict(a_step_later="Keras keeps the rate of before at a boundary, and changes it one step later"),
        )
    ),
)

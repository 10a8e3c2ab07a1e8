"""If nothing is said, each cycle of Keras is twice as long as the last, of PyTorch as long; that has no ``m_mul``."""

import numpy as np

from comparisons.concepts.schedules.step_decay import data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.annealing import half_wave


def by_a_logarithm(step, rate, *, steps, t_mul, m_mul, floor):
    """Find the cycle as Keras does: a logarithm that should be whole may come out a little less."""
    done, i = step / steps, step // steps
    if t_mul > 1:
        i = np.floor(np.log(1 - done * (1 - t_mul)) / np.log(t_mul))
        done = (done - (1 - t_mul**i) / (1 - t_mul)) / t_mul**i
    else:
        done = done - i
    return half_wave(floor + (rate - floor) * m_mul**i, floor, done)


concept = Concept(
    __name__,
    cases=[
        dict(t=36, steps=5),
        dict(t=24, steps=6, t_mul=1, floor=0.001),
        dict(t=36, steps=5, m_mul=0.5, floor=0.01),
        dict(t=24, steps=6, t_mul=1, m_mul=0.8),
        dict(t=112, steps=1, t_mul=10, floor=0.01, dtypes=("float64",)),
        dict(t=1),
    ],
    timing=dict(t=1024, steps=100),
    data=data,
    differs=dict(
        keras=Differs(
            by_a_logarithm,
            dict(
                by_a_logarithm="Keras finds the cycle by a logarithm; where that rounds down, as in float64 "
                "at the third restart of t_mul = 10, it restarts one step late"
            ),
        )
    ),
)

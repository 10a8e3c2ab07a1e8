r"""Exponential decay: the learning rate is multiplied by the same at every step, and by a factor in so many steps.

    η_t = η f^(t / T)        or on a staircase, step by step, η f^⌊t / T⌋

Axes: t steps, of which each is a number from 0. rate is η, the rate at the start; steps is T, factor is f.
Returns the rate at every step. Raises ValueError for a factor below 0.

Source: Keras's ``ExponentialDecay``; the factor is that of its example.
"""

from scratch.checked import checked
from scratch.schedules.step_decay import step_decay
from scratch.signature import Fixed, Int, NotNegative, Rates


@checked
def exponential_decay(
    step: Int["t"], rate: Fixed[""], *, steps=1000, factor: NotNegative = 0.96, staircase=False
) -> Rates:
    if staircase:
        return step_decay(step, rate, steps=steps, factor=factor)
    return rate * (factor ** (step / steps)).astype(rate.dtype)

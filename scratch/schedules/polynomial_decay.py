r"""Polynomial decay: the learning rate falls to a floor along a power of what is left of the way.

    η_t = η_min + (η − η_min) (1 − t / T)^p        for t = 0 … T, after that η_min

In cycles it goes up again after the floor: T is the next multiple of T that is not before t, so each cycle starts
lower.

Axes: t steps, of which each is a number from 0. rate is η, the rate at the start; steps is T, power is p, floor is
η_min.
Returns the rate at every step. Raises ValueError for a power below 0.

Source: Keras's ``PolynomialDecay``.
"""

import numpy as np

from scratch.annealing import share
from scratch.checked import checked
from scratch.signature import Fixed, Int, NotNegative, Rates


@checked
def polynomial_decay(
    step: Int["t"], rate: Fixed[""], *, steps=1000, power: NotNegative = 1.0, floor=0.0, cycle=False
) -> Rates:
    T = steps * np.maximum(np.ceil(step / steps), 1) if cycle else steps
    return floor + (rate - floor) * (1 - share(step, T, rate)) ** power

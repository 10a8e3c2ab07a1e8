r"""Cosine decay: the learning rate falls along half a wave, slowly at first and at last, to a floor.

    η_t = η_min + (η − η_min) (1 + cos(π t / T)) / 2        for t = 0 … T, after that η_min

Axes: t steps, of which each is a number from 0. rate is η, the rate at the start; steps is T, floor is η_min.
Returns the rate at every step.

Source: Loshchilov & Hutter, *SGDR: Stochastic Gradient Descent with Warm Restarts*, ICLR 2017, equation 5,
of which this is one run without restarts.
"""

from scratch.annealing import half_wave, share
from scratch.checked import checked
from scratch.signature import Fixed, Int, Rates


@checked
def cosine_decay(step: Int["t"], rate: Fixed[""], *, steps=1000, floor=0.0) -> Rates:
    return half_wave(rate, floor, share(step, steps, rate))

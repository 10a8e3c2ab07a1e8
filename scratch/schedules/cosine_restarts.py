r"""Cosine decay with warm restarts: at the end of its fall the learning rate jumps up again, into a longer cycle.

    η_t = η_min + (η − η_min) m^i (1 + cos(π t_i / T_i)) / 2
    T_i = T r^i        t_i = t − (T_0 + … + T_{i−1})

Cycle i has T_i steps, of which t_i are behind. The floor itself is never reached: step T_i is the first of the next
cycle.

Axes: t steps, of which each is a number from 0. rate is η, the rate at the start; steps is T, the length of the first
cycle; t_mul is r, by which each cycle is longer; m_mul is m, by which it is lower; floor is η_min.
Returns the rate at every step.

Source: Loshchilov & Hutter, *SGDR: Stochastic Gradient Descent with Warm Restarts*, ICLR 2017, equation 5 and section
3; m is Keras's.
"""

import numpy as np

from scratch.annealing import half_wave, share
from scratch.checked import checked
from scratch.signature import Fixed, Int, Rates


@checked
def cosine_restarts(step: Int["t"], rate: Fixed[""], *, steps=1000, t_mul=2, m_mul=1.0, floor=0.0) -> Rates:
    first, T = [0], [steps]
    while first[-1] + T[-1] <= np.max(step, initial=0):
        first.append(first[-1] + T[-1])
        T.append(t_mul * T[-1])
    i = np.searchsorted(first, step, side="right") - 1
    done = share(step - np.take(first, i), np.take(T, i), rate)
    m_i = (m_mul**i).astype(rate.dtype)
    return half_wave(floor + (rate - floor) * m_i, floor, done)

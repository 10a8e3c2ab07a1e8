r"""Inverse time decay: the learning rate falls like 1 / t, fast at first and ever more slowly.

    η_t = η / (1 + d t / T)        or on a staircase, step by step, η / (1 + d ⌊t / T⌋)

So gradient descent with noise converges: the sum of all rates is infinite, and that of their squares is not.

Axes: t steps, of which each is a number from 0. rate is η, the rate at the start; steps is T, decay is d.
Returns the rate at every step. Raises ValueError for a decay below 0.

Source: Robbins & Monro, *A Stochastic Approximation Method*, Annals of Mathematical Statistics 22, 1951; in this form
it is Keras's ``InverseTimeDecay``.
"""

from scratch.checked import checked
from scratch.signature import Fixed, Int, NotNegative, Rates


@checked
def inverse_time_decay(
    step: Int["t"], rate: Fixed[""], *, steps=1000, decay: NotNegative = 1.0, staircase=False
) -> Rates:
    passed = step // steps if staircase else step / steps
    return rate / (1 + decay * passed).astype(rate.dtype)

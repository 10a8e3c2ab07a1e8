r"""One cycle: the learning rate rises to a peak and falls far below where it began, once in the whole training.

    η_0 = η / A        η_{p T − 1} = η        η_{T − 1} = η / (A B), and there it stays
    η_t = b + (a − b) (1 + cos π d) / 2        on the way from a to b, of which d is the share that is behind
    η_t = a + (b − a) d                        where it goes along a line

In three phases it comes down to η / A in as many steps as it went up, and only then goes on to η / (A B).

Axes: t steps, of which each is a number from 0. rate is η, the highest rate; steps is T, those of the whole training;
rising is p, the share of them in which it rises; first is A, last is B; anneal is how it goes.
Returns the rate at every step. Raises ValueError if the first phase has no steps, or the last
would end before another.

Source: Smith & Topin, *Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates*, 2018; in
this form, with two phases and waves, it is PyTorch's ``OneCycleLR``.
"""

from typing import Literal

import numpy as np

from scratch.annealing import half_wave, line, share
from scratch.checked import checked
from scratch.signature import Fixed, Int, Rates


@checked
def one_cycle(
    step: Int["t"],
    rate: Fixed[""],
    *,
    steps=1000,
    rising=0.3,
    anneal: Literal["cos", "linear"] = "cos",
    first=25.0,
    last=1e4,
    three_phase=False,
) -> Rates:
    ends, shares = [0, rising * steps - 1, steps - 1], [1 / first, 1, 1 / (first * last)]
    if three_phase:
        ends.insert(2, 2 * ends[1])
        shares.insert(2, shares[0])
    if ends[1] <= 0 or any(np.diff(ends) < 0):
        raise ValueError(f"one_cycle: rising is {rising} of {steps} steps; so phases would end at {ends[1:]}")
    step = np.minimum(step, steps - 1)
    i = np.searchsorted(ends[1:-1], step)  # at its end a phase is not yet over
    done = share(step - np.take(ends, i), np.diff(ends)[i], rate)
    start, end = (rate * np.take(shares, each).astype(rate.dtype) for each in (i, i + 1))
    return (half_wave if anneal == "cos" else line)(start, end, done)

r"""Warm-up and cosine decay: the learning rate rises along a line to its peak, then falls along half a wave to a floor.

    η_t = linear warm-up of w steps        for t < w
    η_t = cosine decay of T steps at t − w        from then on

So the floor is reached at step w + T.

Axes: t steps, of which each is a number from 0. rate is η, the highest rate; warmup is w, which may be 0; steps is T,
without those of the warm-up; start is the share of η at step 0, floor is η_min.
Returns the rate at every step.

Source: Goyal et al., *Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour*, 2017, section 2.2, for the first
part; Loshchilov & Hutter, *SGDR: Stochastic Gradient Descent with Warm Restarts*, ICLR 2017, equation 5, for the
second.
"""

import numpy as np

from scratch.checked import checked
from scratch.schedules.cosine_decay import cosine_decay
from scratch.schedules.linear_warmup import linear_warmup
from scratch.signature import Count, Fixed, Int, Rates


@checked
def warmup_cosine(
    step: Int["t"], rate: Fixed[""], *, warmup: Count = 1000, steps=10_000, start=0.0, floor=0.0
) -> Rates:
    rising = linear_warmup(step, rate, steps=warmup, start=start)
    falling = cosine_decay(np.maximum(step - warmup, 0), rate, steps=steps, floor=floor)
    return np.where(step < warmup, rising, falling)

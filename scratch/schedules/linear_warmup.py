r"""Linear warm-up: the learning rate rises along a line, and stays where it has come to.

    η_t = η (f + (1 − f) t / T)        for t = 0 … T, after that η

The first gradients are large and point anywhere; with a full rate they would throw the weights far off.

Axes: t steps, of which each is a number from 0. rate is η, the rate after warm-up; steps is T, which may be 0; start is
f, the share of η at step 0.
Returns the rate at every step.

Source: Goyal et al., *Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour*, 2017, section 2.2, gradual warmup.
"""

import numpy as np

from scratch.annealing import line
from scratch.checked import checked
from scratch.signature import Count, Fixed, Int, Rates


@checked
def linear_warmup(step: Int["t"], rate: Fixed[""], *, steps: Count = 1000, start=0.0) -> Rates:
    done = np.where(step < steps, step / max(steps, 1), 1).astype(rate.dtype)
    return line(start * rate, rate, done)

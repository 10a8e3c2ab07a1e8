r"""Inverse square root: the learning rate rises along a line to its peak, and then falls like 1 / √t.

    η_t = η min(s / w, √(w / s))        s = t + 1

The peak is at s = w, where both are 1. In the paper η is 1 / √(d w), with the width d of the model. The paper counts
steps s from 1: at the first of them the rate is not 0. With w = 1 there is no warm-up.

Axes: t steps, of which each is a number from 0. rate is η, the highest rate; warmup is w.
Returns the rate at every step.

Source: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017, equation 3.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Int, Rates


@checked
def inverse_square_root(step: Int["t"], rate: Fixed[""], *, warmup=4000) -> Rates:
    s = step + 1
    return rate * np.minimum(s / warmup, np.sqrt(warmup / s)).astype(rate.dtype)

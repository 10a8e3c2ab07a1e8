r"""Cyclic rate: the learning rate goes up and down between two bounds, along lines.

    c = ⌊1 + t / 2s⌋        x = |t / s − 2 c + 1|
    η_t = η + (η_max − η) (1 − x) h

    triangular     h = 1
    triangular2    h = 1 / 2^(c − 1), half as high in every cycle
    exp_range      h = γ^t

Axes: t steps, of which each is a number from 0. rate is η, the lower bound, at which it starts; peak is η_max; steps is
s, half a cycle; gamma is γ, for exp_range alone.
Returns the rate at every step.

Source: Smith, *Cyclical Learning Rates for Training Neural Networks*, WACV 2017, section 3.2.
"""

from typing import Literal

import numpy as np

from scratch.annealing import line
from scratch.checked import checked
from scratch.signature import Fixed, Int, Rates


@checked
def cyclic(
    step: Int["t"],
    rate: Fixed[""],
    peak: Fixed[""],
    *,
    steps=2000,
    mode: Literal["triangular", "triangular2", "exp_range"] = "triangular",
    gamma=1.0,
) -> Rates:
    c = 1 + step // (2 * steps)
    x = np.abs(step - (2 * c - 1) * steps) / steps
    h = {"triangular": 1.0, "triangular2": 0.5 ** (c - 1), "exp_range": gamma**step}[mode]
    return line(rate, peak, ((1 - x) * h).astype(rate.dtype))

r"""Piecewise constant: the learning rate is multiplied by a factor at steps that one has chosen beforehand.

    η_t = η f^k        where k is how many of the boundaries b₁ < b₂ < … are t or less

Axes: t steps, of which each is a number from 0. rate is η, the rate at the start; boundaries are b, factor is f.
Returns the rate at every step; a boundary is the first step that has the next one.

Raises ValueError if the boundaries do not rise.

Source: He, Zhang, Ren & Sun, *Deep Residual Learning for Image Recognition*, CVPR 2016, section 4.2: on CIFAR-10 the
rate is divided by 10 at 32 000 and at 48 000 steps.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Int, Natural, Rates


@checked
def piecewise_constant(
    step: Int["t"], rate: Fixed[""], *, boundaries: tuple[Natural, ...] = (32_000, 48_000), factor=0.1
) -> Rates:
    if any(np.diff(boundaries) <= 0):
        raise ValueError(f"piecewise_constant: boundaries are {boundaries}; allowed are numbers that rise")
    k = np.searchsorted(boundaries, step, side="right")
    return rate * (factor**k).astype(rate.dtype)

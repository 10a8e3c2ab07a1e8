r"""Step decay: the learning rate is multiplied by a factor again and again, each time after so many steps.

    η_t = η f^⌊t / T⌋

Axes: t steps, of which each is a number from 0. rate is η, the rate at the start; steps is T, factor is f.
Returns the rate at every step; step T is the first that has the next one.

Source: PyTorch's ``StepLR``, whose example has a tenth after every 30.
"""

from scratch.checked import checked
from scratch.signature import Fixed, Int, Rates


@checked
def step_decay(step: Int["t"], rate: Fixed[""], *, steps=30, factor=0.1) -> Rates:
    return rate * (factor ** (step // steps)).astype(rate.dtype)

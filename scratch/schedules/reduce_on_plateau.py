r"""Reduce on plateau: when the loss no longer falls, the learning rate does.

    L_t is better      where L_t < L_best − threshold; then L_best = L_t
    η ← max(f η, η_min)      where more than ``patience`` losses in a row were not

After that it rests: the next ``cooldown`` losses are not held against the rate.

Axes: t epochs. loss is that of each epoch, rate is η, the rate at the start; factor is f, floor is η_min.
Returns the rate after every loss, with which the next epoch goes on.

Source: the rule of hand of LeCun, Bottou, Orr & Müller, *Efficient BackProp*, 1998, section 4.7: the rate is decreased
when the error no longer is. In this form it is PyTorch's ``ReduceLROnPlateau`` with an absolute threshold.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Count, Fixed, Rates


@checked
def reduce_on_plateau(
    loss: Fixed["t"],
    rate: Fixed[""],
    *,
    factor=0.1,
    patience: Count = 10,
    threshold=1e-4,
    cooldown=0,
    floor=0.0,
) -> Rates:
    best, waited, resting = np.inf, 0, 0
    rates = []
    for each in loss:
        if each < best - threshold:
            best, waited = each, 0
        else:
            waited += 1
        if resting:
            resting, waited = resting - 1, 0
        if waited > patience:
            rate = np.maximum(factor * rate, floor)
            waited, resting = 0, cooldown
        rates.append(rate)
    return np.array(rates, loss.dtype)

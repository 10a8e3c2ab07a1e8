r"""RAdam: Adam that trusts its steps only as far as the mean of squares behind them is known: a warm-up of its own.

    m̂_t and v̂_t as in Adam                              ρ_∞ = 2 / (1 − β₂) − 1
    ρ_t = ρ_∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)                     how many squares there are in v̂_t, or so
    r_t = √[(ρ_t − 4) (ρ_t − 2) ρ_∞ / ((ρ_∞ − 4) (ρ_∞ − 2) ρ_t)]
    w_t = w_{t−1} − α r_t m̂_t / (√v̂_t + ε)              where ρ_t > 4
    w_t = w_{t−1} − α m̂_t                               before, while the variance of 1 / √v̂_t is infinite

With weight_decay λ the gradient is g_t + λ w_{t−1}; to maximize, −g_t. Whoever goes on from earlier steps gives the m
and v after the last of them, and how many they were. With β₂ of 0.6 or less ρ_t never exceeds 4.

Axes: t steps, d weights. Returns the weights after each step (t d). ValueError where a part of the state is missing.

Source: Liu, Jiang, He, Chen, Liu, Gao & Han, *On the Variance of the Adaptive Learning Rate and Beyond*, ICLR 2020,
Algorithm 2, which has no ε.
"""

import numpy as np

from scratch.checked import checked
from scratch.optimizers.adam import adapted
from scratch.signature import Count, Fixed, Float, Kept, NotNegative, Path
from scratch.walking import unbiased, walked, whole_state

ENOUGH = 4  # squares


@checked
def radam(
    w: Float["d"],
    gradients: Float["t d"],
    m: Fixed["d"] | None = None,
    v: Fixed["d", 0, np.inf] | None = None,
    *,
    learning_rate=0.001,
    beta1: Kept = 0.9,
    beta2: Kept = 0.999,
    epsilon: NotNegative = 1e-8,
    weight_decay=0.0,
    maximize=False,
    step: Count = 0,
) -> Path:
    state = whole_state("radam", ("m", "v"), step, m=m, v=v)
    most = 2 / (1 - beta2) - 1  # ρ_∞

    def direction(t, w, g, m, v):
        d = adapted(t, g, beta1, beta2, epsilon, m, v)
        known = most - 2 * t * beta2**t / (1 - beta2**t)  # ρ_t
        if known <= ENOUGH:
            return unbiased(m, beta1, t)
        d *= ((known - 4) * (known - 2) * most / ((most - 4) * (most - 2) * known)) ** 0.5  # r_t
        return d

    pull = dict(weight_decay=weight_decay, maximize=maximize)
    return walked(w, gradients, state, direction, learning_rate, **pull, step=step)

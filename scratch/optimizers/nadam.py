r"""NAdam: Adam with Nesterov's momentum, which grows from half its size to the whole as the steps go on.

    m_t = β₁ m_{t−1} + (1 − β₁) g_t                      μ_t = β₁ (1 − ½ 0.96^{ψ t})
    v_t = β₂ v_{t−1} + (1 − β₂) g_t²                     Π_t = μ_1 μ_2 … μ_t
    m̂_t = μ_{t+1} m_t / (1 − Π_{t+1}) + (1 − μ_t) g_t / (1 − Π_t)
    v̂_t = v_t / (1 − β₂ᵗ)
    w_t = w_{t−1} − α m̂_t / (√v̂_t + ε)

The ψ of momentum_decay says how fast: at 0.004 it is nine tenths of β₁ after 9 900 steps. With
weight_decay λ the gradient is g_t + λ w_{t−1}; to maximize, −g_t. Whoever goes on from earlier steps gives the m and v
after the last of them, and how many they were: Π_t follows from that.

Axes: t steps, d weights. Returns the weights after each step (t d). ValueError where a part of the state is missing.

Source: Dozat, *Incorporating Nesterov Momentum into Adam*, ICLR 2016 workshop, Algorithm 2, with the μ_t that it
takes from Sutskever.
"""

import math

import numpy as np

from scratch.checked import checked
from scratch.signature import Count, Fixed, Float, Kept, NotNegative, Path
from scratch.walking import averaged, rooted, unbiased, walked, whole_state


@checked
def nadam(
    w: Float["d"],
    gradients: Float["t d"],
    m: Fixed["d"] | None = None,
    v: Fixed["d", 0, np.inf] | None = None,
    *,
    learning_rate=0.002,
    beta1: Kept = 0.9,
    beta2: Kept = 0.999,
    epsilon: NotNegative = 1e-8,
    momentum_decay: NotNegative = 0.004,
    weight_decay=0.0,
    maximize=False,
    step: Count = 0,
) -> Path:
    state = whole_state("nadam", ("m", "v"), step, m=m, v=v)

    def direction(t, w, g, m, v):
        averaged(m, beta1, g)
        averaged(v, beta2, g, g)
        mu, mu_next = (momentum_of(i, beta1, momentum_decay) for i in (t, t + 1))
        product = product_of(t, beta1, momentum_decay)
        m_hat = mu_next / (1 - product * mu_next) * m
        m_hat += (1 - mu) / (1 - product) * g
        m_hat /= rooted(unbiased(v, beta2, t), epsilon)
        return m_hat

    pull = dict(weight_decay=weight_decay, maximize=maximize)
    return walked(w, gradients, state, direction, learning_rate, **pull, step=step)


def momentum_of(t, beta1, momentum_decay):
    """Return μ_t."""
    return beta1 * (1 - 0.5 * 0.96 ** (momentum_decay * t))


def product_of(t, beta1, momentum_decay):
    """Return Π_t."""
    return math.prod(momentum_of(i, beta1, momentum_decay) for i in range(1, t + 1))

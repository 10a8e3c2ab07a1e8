r"""AdaMax: Adam with the largest gradient of late in the place of the root of their mean square.

    m_t = β₁ m_{t−1} + (1 − β₁) g_t
    u_t = max(β₂ u_{t−1}, |g_t| + ε)                     no mean that starts at 0: there is no bias to undo
    w_t = w_{t−1} − α m̂_t / u_t                          m̂_t = m_t / (1 − β₁ᵗ)

No square is taken, so none overflows: a weight moves by α at most, for gradients of any size. The paper has no ε; it
lets a weight stand still whose gradients were all 0. With weight_decay λ the gradient is g_t + λ w_{t−1}; to maximize,
−g_t. Whoever goes on from earlier steps gives the m and u after the last of them, and how many they were.

Axes: t steps, d weights. Returns the weights after each step (t d). ValueError where a part of the state is missing.

Source: Kingma & Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015, Algorithm 2.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Count, Fixed, Float, Kept, NotNegative, Path
from scratch.walking import averaged, unbiased, walked, whole_state


@checked
def adamax(
    w: Float["d"],
    gradients: Float["t d"],
    m: Fixed["d"] | None = None,
    u: Fixed["d", 0, np.inf] | None = None,
    *,
    learning_rate=0.002,
    beta1: Kept = 0.9,
    beta2: Kept = 0.999,
    epsilon: NotNegative = 1e-8,
    weight_decay=0.0,
    maximize=False,
    step: Count = 0,
) -> Path:
    state = whole_state("adamax", ("m", "u"), step, m=m, u=u)

    def direction(t, w, g, m, u):
        averaged(m, beta1, g)
        m_hat = unbiased(m, beta1, t)
        m_hat /= largest(u, beta2, g, epsilon)
        return m_hat

    pull = dict(weight_decay=weight_decay, maximize=maximize)
    return walked(w, gradients, state, direction, learning_rate, **pull, step=step)


def largest(u, beta2, g, epsilon):
    """Return max(β₂ u, |g| + ε); it stands in the place of u."""
    size = np.abs(g)
    size += epsilon
    u *= beta2
    return np.maximum(u, size, out=u)

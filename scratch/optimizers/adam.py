r"""Adam: each weight takes steps of its own length, from running means of its gradient and the gradient's square.

    m_t = β₁ m_{t−1} + (1 − β₁) g_t
    v_t = β₂ v_{t−1} + (1 − β₂) g_t²
    m̂_t = m_t / (1 − β₁ᵗ)        v̂_t = v_t / (1 − β₂ᵗ)          both means start at zero: undo that bias
    w_t = w_{t−1} − α m̂_t / (√v̂_t + ε)

With amsgrad v̂_t is made of the largest v until then, so that no step grows because a large gradient is forgotten. With
weight_decay λ the gradient is g_t + λ w_{t−1}; to maximize, −g_t.

Whoever goes on from earlier steps gives the m and v after the last of them, with amsgrad their largest v too, and how
many they were: t counts on from there, and with it the bias that is undone.

Axes: t steps, d weights. Returns the weights after each step (t d). ValueError where a part of the state is missing,
and for v_max without amsgrad.

Source: Kingma & Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015, Algorithm 1; for amsgrad Reddi, Kale &
Kumar, *On the Convergence of Adam and Beyond*, ICLR 2018, Algorithm 2, with the bias undone.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Count, Fixed, Float, Kept, NotNegative, Path
from scratch.walking import averaged, unbiased, walked, whole_state


@checked
def adam(
    w: Float["d"],
    gradients: Float["t d"],
    m: Fixed["d"] | None = None,
    v: Fixed["d", 0, np.inf] | None = None,
    v_max: Fixed["d", 0, np.inf] | None = None,
    *,
    learning_rate=0.001,
    beta1: Kept = 0.9,
    beta2: Kept = 0.999,
    epsilon: NotNegative = 1e-8,
    amsgrad=False,
    weight_decay=0.0,
    maximize=False,
    step: Count = 0,
) -> Path:
    needed = ("m", "v", "v_max") if amsgrad else ("m", "v")
    state = whole_state("adam", needed, step, m=m, v=v, v_max=v_max)

    def direction(t, w, g, **means):
        return adapted(t, g, beta1, beta2, epsilon, **means)

    pull = dict(weight_decay=weight_decay, maximize=maximize)
    return walked(w, gradients, state, direction, learning_rate, **pull, step=step)


def adapted(t, g, beta1, beta2, epsilon, m, v, v_max=None):
    """Return m̂ / (√v̂ + ε) of step t. The means m and v, and the largest v if it counts, are written into."""
    averaged(m, beta1, g)
    averaged(v, beta2, g, g)
    m_hat = unbiased(m, beta1, t)
    root = np.sqrt(v if v_max is None else np.maximum(v_max, v, out=v_max))
    root /= (1 - beta2**t) ** 0.5  # √v̂: v̂ itself may be ∞
    root += epsilon
    return np.divide(m_hat, root, out=m_hat)

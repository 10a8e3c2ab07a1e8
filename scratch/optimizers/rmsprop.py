r"""RMSProp: a gradient is divided by its usual size, the root of a running mean of its square.

    v_t = ρ v_{t−1} + (1 − ρ) g_t²
    d_t = g_t / (√v_t + ε)
    w_t = w_{t−1} − α d_t                   or with momentum μ  b_t = μ b_{t−1} + d_t,  w_t = w_{t−1} − α b_t

Centered, the gradient is divided by its deviation: √(v_t − m_t²) with m_t = ρ m_{t−1} + (1 − ρ) g_t. Written so, that
cancels and may fall below 0 where gradients hardly change; the same variance, and never below 0, is
σ_t² = ρ (σ_{t−1}² + (1 − ρ) (g_t − m_{t−1})²).

With weight_decay λ the gradient is g_t + λ w_{t−1}; to maximize, −g_t. Whoever goes on from earlier steps gives v after
the last of them, with centered m too, and with momentum b, which is 0 if it is not given. Where v is 0, ε = 0 makes
NaN; and where it is ∞, in float32 for gradients of 2e19 / √(1 − ρ), a weight stands still.

Axes: t steps, d weights. Returns the weights after each step (t d). ValueError where a part of the state is missing, or
too much.

Source: Hinton, *Neural Networks for Machine Learning*, Coursera 2012, lecture 6e; centered and with momentum: Graves,
*Generating Sequences With Recurrent Neural Networks*, 2013, equations 38 to 41.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Float, NotNegative, Path, Share
from scratch.walking import averaged, rooted, walked, whole_state


@checked
def rmsprop(
    w: Float["d"],
    gradients: Float["t d"],
    v: Fixed["d", 0, np.inf] | None = None,
    m: Fixed["d"] | None = None,
    b: Fixed["d"] | None = None,
    *,
    learning_rate=0.001,
    rho: Share = 0.9,
    momentum: NotNegative = 0.0,
    epsilon: NotNegative = 1e-8,
    centered=False,
    weight_decay=0.0,
    maximize=False,
) -> Path:
    state = whole_state("rmsprop", ["v", "m"] if centered else ["v"], v=v, m=m)
    state |= dict(b=b) if momentum else {}
    if centered and v is not None:
        state["v"] = np.clip(v - m * m, 0, np.inf)

    def direction(t, w, g, v, m=None, b=None):
        if centered:  # v is the variance
            v += (1 - rho) * (g - m) ** 2
            v *= rho
            averaged(m, rho, g)
        else:
            averaged(v, rho, g, g)
        d = rooted(v, epsilon)
        np.divide(g, d, out=d)
        if momentum:
            b *= momentum
            b += d
        return b if momentum else d

    return walked(w, gradients, state, direction, learning_rate, weight_decay=weight_decay, maximize=maximize)

r"""AdaDelta: a step is as long as steps usually are, times the gradient in units of what gradients usually are.

    v_t = ρ v_{t−1} + (1 − ρ) g_t²
    d_t = √(u_{t−1} + ε) / √(v_t + ε) · g_t
    u_t = ρ u_{t−1} + (1 − ρ) d_t²
    w_t = w_{t−1} − α d_t

So a step has the unit of a weight, whatever the unit of the loss is, and needs no rate: α is 1. The ε lets the first
steps begin: with ε = 0 no weight ever moves. With weight_decay λ the gradient is g_t + λ w_{t−1}; to maximize, −g_t.
Whoever goes on from earlier steps gives v and u after the last of them.

Axes: t steps, d weights. Returns the weights after each step (t d). ValueError for v or u alone.

Source: Zeiler, *ADADELTA: An Adaptive Learning Rate Method*, 2012, Algorithm 1.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Float, NotNegative, Path, Share
from scratch.walking import averaged, walked, whole_state


@checked
def adadelta(
    w: Float["d"],
    gradients: Float["t d"],
    v: Fixed["d", 0, np.inf] | None = None,
    u: Fixed["d", 0, np.inf] | None = None,
    *,
    learning_rate=1.0,
    rho: Share = 0.95,
    epsilon: NotNegative = 1e-6,
    weight_decay=0.0,
    maximize=False,
) -> Path:
    state = whole_state("adadelta", ("v", "u"), v=v, u=u)

    def direction(t, w, g, v, u):
        averaged(v, rho, g, g)
        d = np.sqrt(u + epsilon)
        d /= np.sqrt(v + epsilon)
        d *= g
        averaged(u, rho, d, d)
        return d

    return walked(w, gradients, state, direction, learning_rate, weight_decay=weight_decay, maximize=maximize)

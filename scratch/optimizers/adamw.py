r"""AdamW: Adam, and beside it every weight shrinks by a share of itself, however large its gradients are.

    w_t = w_{t−1} − α (m̂_t / (√v̂_t + ε) + λ w_{t−1})          m̂_t and v̂_t are Adam's, of the gradient alone

In Adam the pull λ w is a part of the gradient, and is divided by √v̂ as that is: weights with large gradients shrink
less. Here it is decoupled from them. To maximize, the gradient is −g_t, and the weights shrink all the same. Amsgrad
and the state to start from are as in Adam.

Axes: t steps, d weights. Returns the weights after each step (t d). ValueError where a part of the state is missing,
and for v_max without amsgrad.

Source: Loshchilov & Hutter, *Decoupled Weight Decay Regularization*, ICLR 2019, Algorithm 2, line 12; there λ is not
multiplied by α, and here it is, as in every library.
"""

import numpy as np

from scratch.checked import checked
from scratch.optimizers.adam import adapted
from scratch.signature import Count, Fixed, Float, Kept, NotNegative, Path
from scratch.walking import walked, whole_state


@checked
def adamw(
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
    weight_decay=0.01,
    maximize=False,
    step: Count = 0,
) -> Path:
    needed = ("m", "v", "v_max") if amsgrad else ("m", "v")
    state = whole_state("adamw", needed, step, m=m, v=v, v_max=v_max)

    def direction(t, w, g, **means):
        d = adapted(t, g, beta1, beta2, epsilon, **means)
        d += weight_decay * w
        return d

    return walked(w, gradients, state, direction, learning_rate, maximize=maximize, step=step)

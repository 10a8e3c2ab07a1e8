r"""LAMB: Adam's direction, but as long a step as the layer's weights are large: for batches of tens of thousands.

    r_t = m̂_t / (√v̂_t + ε) + λ w_{t−1}                  m̂_t and v̂_t are Adam's, of the gradient alone
    w_t = w_{t−1} − α ‖w_{t−1}‖ / ‖r_t‖ · r_t           ‖w‖² is the sum of the squares of all weights of the layer

Where one of the two norms is 0, their quotient counts as 1. Every step turns a layer by the same share, α, whatever its
gradient is; so layers do not run away from each other when α is large. To maximize, the gradient is −g_t. Whoever goes
on from earlier steps gives the m and v after the last of them, and how many they were.

Axes: t steps, d weights of one layer. Returns the weights after each step (t d). ValueError where a part of the state
is missing.

Source: You et al., *Large Batch Optimization for Deep Learning: Training BERT in 76 minutes*, ICLR 2020, Algorithm 2,
with φ(‖w‖) = ‖w‖.
"""

import numpy as np

from scratch.checked import checked
from scratch.optimizers.adam import adapted
from scratch.signature import Count, Fixed, Float, Kept, NotNegative, Path
from scratch.walking import walked, whole_state


@checked
def lamb(
    w: Float["d"],
    gradients: Float["t d"],
    m: Fixed["d"] | None = None,
    v: Fixed["d", 0, np.inf] | None = None,
    *,
    learning_rate=0.001,
    beta1: Kept = 0.9,
    beta2: Kept = 0.999,
    epsilon: NotNegative = 1e-6,
    weight_decay=0.0,
    maximize=False,
    step: Count = 0,
) -> Path:
    state = whole_state("lamb", ("m", "v"), step, m=m, v=v)

    def direction(t, w, g, m, v):
        r = adapted(t, g, beta1, beta2, epsilon, m, v)
        r += weight_decay * w
        r *= trust(w, r)
        return r

    return walked(w, gradients, state, direction, learning_rate, maximize=maximize, step=step, whole=True)


def trust(w, r):
    """Return ‖w‖ / ‖r‖, or 1 where one of these is 0."""
    of_weights, of_step = (np.sqrt(np.vecdot(each, each)) for each in (w, r))
    return of_weights / of_step if of_weights > 0 and of_step > 0 else 1.0

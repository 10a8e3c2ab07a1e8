r"""AdaGrad: a weight that has had large gradients takes short steps, one that has had few and small ones long steps.

    s_t = s_{t−1} + g_t²                            s_0 is a number that is given
    w_t = w_{t−1} − α_t g_t / (√s_t + ε)            α_t = α / (1 + δ (t − 1))

The sum only grows, and so the steps shrink like 1/√t, even with no decay δ of the rate. With weight_decay λ the
gradient is g_t + λ w_{t−1}; to maximize, −g_t. Whoever goes on from earlier steps gives the sum s after the last of
them, and how many they were. Where s is 0, ε = 0 makes NaN; and where it is ∞, in float32 for gradients of 2e19, a
weight stands still.

Axes: t steps, d weights. Returns the weights after each step (t d). ValueError for steps before without s.

Source: Duchi, Hazan & Singer, *Adaptive Subgradient Methods for Online Learning and Stochastic Optimization*,
JMLR 12, 2011, figure 1, with diagonal matrices; the decay of the rate is PyTorch's, in torch.optim.Adagrad.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Count, Fixed, Float, NotNegative, Path
from scratch.walking import rooted, walked, whole_state


@checked
def adagrad(
    w: Float["d"],
    gradients: Float["t d"],
    s: Fixed["d", 0, np.inf] | None = None,
    *,
    learning_rate=0.01,
    learning_rate_decay: NotNegative = 0.0,
    initial_sum: NotNegative = 0.0,
    epsilon: NotNegative = 1e-10,
    weight_decay=0.0,
    maximize=False,
    step: Count = 0,
) -> Path:
    def direction(t, w, g, s):
        s += g * g
        d = rooted(s, epsilon)
        np.divide(g, d, out=d)
        return d / (1 + learning_rate_decay * (t - 1)) if learning_rate_decay else d

    whole_state("adagrad", ["s"], step, s=s)
    state = dict(s=np.full_like(w, initial_sum) if s is None else s)
    pull = dict(weight_decay=weight_decay, maximize=maximize)
    return walked(w, gradients, state, direction, learning_rate, **pull, step=step)

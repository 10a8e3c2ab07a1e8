r"""Clipping by global norm: all gradients together are one vector; if that is longer than c, all are shortened alike.

    ‖g‖ = √(‖g_w‖² + ‖g_b‖²)
    g_w ← g_w c / max(‖g‖, c)        g_b ← g_b c / max(‖g‖, c)
    w_t = w_{t−1} − α g_w            b_t = b_{t−1} − α g_b

So the step points where the gradient of the whole model does, and how steps of different weights compare is kept. One
infinite number makes itself NaN, and all others 0.

Axes: t steps, d weights, k biases: two arrays stand for any number of them. limit is c. Returns w and b after each step
(t d), (t k).

Source: Pascanu, Mikolov & Bengio, *On the Difficulty of Training Recurrent Neural Networks*, ICML 2013, Algorithm 1.
"""

import numpy as np

from scratch.checked import checked
from scratch.clipping import norm, shortened
from scratch.optimizers.gradient_descent import gradient_descent
from scratch.signature import Float, Path, Positive


@checked
def clip_by_global_norm(
    w: Float["d"],
    b: Float["k"],
    w_gradients: Float["t d"],
    b_gradients: Float["t k"],
    *,
    limit: Positive = 1.0,
    learning_rate=0.01,
) -> Path:
    length = np.hypot(norm(w_gradients), norm(b_gradients))
    return {
        name: gradient_descent(start, shortened(g, length, limit), learning_rate=learning_rate)
        for name, start, g in (("w", w, w_gradients), ("b", b, b_gradients))
    }

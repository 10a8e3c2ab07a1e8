r"""Clipping by norm: a gradient that is longer than c is shortened to c, and points where it did.

    g ← g c / max(‖g‖, c)
    w_t = w_{t−1} − α g_t

‖g‖ is of one array: each layer's weights and biases are clipped by themselves, and the gradient of all together may
point elsewhere: see clip_by_global_norm. One infinite number makes itself NaN, and all others 0.

Axes: t steps, d weights. limit is c. Returns the weights after each step (t d).

Source: Pascanu, Mikolov & Bengio, *On the Difficulty of Training Recurrent Neural Networks*, ICML 2013, Algorithm 1.
"""

from scratch.checked import checked
from scratch.clipping import norm, shortened
from scratch.optimizers.gradient_descent import gradient_descent
from scratch.signature import Float, Path, Positive


@checked
def clip_by_norm(
    w: Float["d"], gradients: Float["t d"], *, limit: Positive = 1.0, learning_rate=0.01
) -> Path:
    return gradient_descent(w, shortened(gradients, norm(gradients), limit), learning_rate=learning_rate)

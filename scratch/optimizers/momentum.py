r"""Momentum: a heavy ball: steps add up where gradients agree and cancel where they alternate.

    v_t = μ v_{t−1} + g_t
    w_t = w_{t−1} − α v_t

Axes: t steps, d weights. Returns the weights after each step (t d).

Source: Polyak, *Some methods of speeding up the convergence of iteration methods*,
USSR Computational Mathematics and Mathematical Physics 4(5), 1964. In Sutskever, Martens, Dahl &
Hinton, *On the importance of initialization and momentum in deep learning*, ICML 2013, equations 1
and 2, α stands inside: v_t = μ v_{t−1} − α g_t, w_t = w_{t−1} + v_t. While α is constant, that is
the same path.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Float, Path


@checked
def momentum(w: Float["d"], gradients: Float["t d"], *, learning_rate=0.01, momentum=0.9) -> Path:
    path = np.empty_like(gradients)
    v = np.zeros_like(w)
    for t, g in enumerate(gradients):
        v *= momentum
        v += g
        step = np.multiply(learning_rate, v, out=path[t])
        w = np.subtract(w, step, out=step)
    return path

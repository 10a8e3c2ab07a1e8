r"""Clipping by value: no number of a gradient may be larger than c, and those that are, are c.

    g ← min(max(g, −c), c)
    w_t = w_{t−1} − α g_t

Each number is cut by itself, so the step may point elsewhere than the gradient. An infinite number becomes ±c; one that
is none, NaN, stays so.

Axes: t steps, d weights. limit is c. Returns the weights after each step (t d).

Source: Mikolov, *Statistical Language Models Based on Neural Networks*, PhD thesis, Brno, 2012.
"""

import numpy as np

from scratch.checked import checked
from scratch.optimizers.gradient_descent import gradient_descent
from scratch.signature import Float, Path, Positive


@checked
def clip_by_value(
    w: Float["d"], gradients: Float["t d"], *, limit: Positive = 1.0, learning_rate=0.01
) -> Path:
    return gradient_descent(w, np.clip(gradients, -limit, limit), learning_rate=learning_rate)

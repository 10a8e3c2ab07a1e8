r"""Exponential moving average: beside the weights that are trained goes their mean, in which old ones fade.

    w_t = w_{t−1} − α g_t
    w̄_1 = w_1        w̄_t = δ w̄_{t−1} + (1 − δ) w_t

The mean reaches back some 1 / (1 − δ) steps and has less of their noise; it is for validation and for use, and training
goes on from w. It begins with the first step, not with the weights before it, and so has no bias to undo.

Axes: t steps, d weights. decay is δ. Returns w̄ after each step (t d).

Source: Tarvainen & Valpola, *Mean Teachers Are Better Role Models*, NeurIPS 2017, equation 1.
"""

from itertools import pairwise

from scratch.checked import checked
from scratch.optimizers.gradient_descent import gradient_descent
from scratch.signature import Float, Path, Share


@checked
def exponential_moving_average(
    w: Float["d"], gradients: Float["t d"], *, decay: Share = 0.99, learning_rate=0.01
) -> Path:
    path = gradient_descent(w, gradients, learning_rate=learning_rate)
    for before, mean in pairwise(path):  # each mean takes the place of the weights of its step
        mean *= 1 - decay
        mean += decay * before
    return path

r"""Nesterov's momentum: a heavy ball that takes the gradient where its own motion is about to carry it.

    v_t = μ v_{t−1} + g_t
    w_t = w_{t−1} − α (g_t + μ v_t)

Told at the point that it looks ahead to, w, it is momentum with one more step along the velocity: so no gradient is
taken elsewhere than at w, and any training loop can have it. It is momentum's setting nesterov, where the weight decay,
the velocity to start from, and a rate for every step are told too.

Axes: t steps, d weights. Returns the weights after each step (t d).

Source: Nesterov, *A method for solving the convex programming problem with convergence rate O(1/k²)*, Doklady AN SSSR
269, 1983; in this form Bengio, Boulanger-Lewandowski & Pascanu, *Advances in Optimizing Recurrent Networks*,
ICASSP 2013, equation 7.
"""

from scratch.checked import checked
from scratch.optimizers.momentum import momentum as heavy_ball
from scratch.signature import Fixed, Float, Path


@checked
def nesterov(
    w: Float["d"],
    gradients: Float["t d"],
    v: Fixed["d"] | None = None,
    rates: Fixed["t"] | None = None,
    *,
    learning_rate=0.01,
    momentum=0.9,
    weight_decay=0.0,
    maximize=False,
) -> Path:
    settings = dict(momentum=momentum, weight_decay=weight_decay, maximize=maximize)
    return heavy_ball(w, gradients, v, rates, learning_rate=learning_rate, nesterov=True, **settings)

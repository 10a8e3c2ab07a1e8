r"""Stochastic weight averaging: the mean of the weights that training passes through, all of the same weight.

    w_t = w_{t−1} − α g_t
    w̄ ← (n w̄ + w_t) / (n + 1)        every c steps from step s on, of which n went before

With a rate that stays large, training walks round the floor of a wide valley; the mean lies amid it. Before the first
weights are averaged, w̄ is the start w_0. Batch normalization must measure its statistics for w̄ anew.

Axes: t steps, d weights. start is s, the first step whose weights count; every is c. Returns w̄ after each step (t d).

Source: Izmailov et al., *Averaging Weights Leads to Wider Optima and Better Generalization*, UAI 2018, Algorithm 1,
where the weights before the first step are counted with them.
"""

from scratch.checked import checked
from scratch.optimizers.gradient_descent import gradient_descent
from scratch.signature import Float, Natural, Path


@checked
def stochastic_weight_averaging(
    w: Float["d"], gradients: Float["t d"], *, start: Natural = 1, every: Natural = 1, learning_rate=0.01
) -> Path:
    path = gradient_descent(w, gradients, learning_rate=learning_rate)
    mean, n = w, 0
    for t, w_t in enumerate(path, start=1):
        if t >= start and (t - start) % every == 0:
            mean = mean + (w_t - mean) / (n + 1)
            n += 1
        w_t[...] = mean
    return path

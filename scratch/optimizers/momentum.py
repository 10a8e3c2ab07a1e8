r"""Momentum: a heavy ball: steps add up where gradients agree and cancel where they alternate.

    v_t = μ v_{t−1} + (1 − τ) g_t        v_1 = g_1 where nothing moves before
    w_t = w_{t−1} − α v_t                or, by Nesterov's rule, w_{t−1} − α (g_t + μ v_t)

The dampening τ is 0 as a rule. With weight_decay λ the gradient is g_t + λ w_{t−1}; to maximize, −g_t. Whoever goes on
from earlier steps gives the velocity after the last of them as v: it is v_0, and the first gradient is dampened too.
Where α changes, rates has that of every step, in the place of learning_rate.

Axes: t steps, d weights. Returns the weights after each step (t d). Nesterov's rule has no dampening: else ValueError.

Source: Polyak, *Some methods of speeding up the convergence of iteration methods*,
USSR Computational Mathematics and Mathematical Physics 4(5), 1964. In Sutskever, Martens, Dahl &
Hinton, *On the importance of initialization and momentum in deep learning*, ICML 2013, equations 1
and 2, α stands inside: v_t = μ v_{t−1} − α g_t, w_t = w_{t−1} + v_t. While α is constant, that is
the same path; where it changes, earlier gradients keep there the α of their step. Nesterov's rule is
theirs, equations 3 and 4, told at the point that it looks ahead to: Bengio, Boulanger-Lewandowski &
Pascanu, *Advances in Optimizing Recurrent Networks*, ICASSP 2013, equation 7.
"""

from scratch.checked import checked
from scratch.signature import Fixed, Float, Path
from scratch.walking import walked


@checked
def momentum(
    w: Float["d"],
    gradients: Float["t d"],
    v: Fixed["d"] | None = None,
    rates: Fixed["t"] | None = None,
    *,
    learning_rate=0.01,
    momentum=0.9,
    dampening=0.0,
    nesterov=False,
    weight_decay=0.0,
    maximize=False,
) -> Path:
    if nesterov and dampening:
        raise ValueError(f"momentum: dampening is {dampening}; allowed is 0, as nesterov is True")
    moving = v is not None

    def direction(t, w, g, v):
        v *= momentum
        v += (1 - dampening) * g if dampening and (moving or t > 1) else g
        return g + momentum * v if nesterov else v

    alpha = learning_rate if rates is None else rates
    return walked(w, gradients, dict(v=v), direction, alpha, weight_decay=weight_decay, maximize=maximize)

r"""Decoupled decay: weights shrink beside the step along the gradient, and the velocity never hears of it.

    v_t = μ v_{t−1} + g_t
    w_t = (1 − αλ) w_{t−1} − α v_t        or, by Nesterov's rule, … − α (g_t + μ v_t)

Without momentum this is L2 decay. With it a weight shrinks by 1 − αλ, while L2 decay's velocity gathers pulls and in
the long run shrinks it as by αλ / (1 − μ), where that is small. The paper has λ stand alone, w_t = (1 − η_t λ) w_{t−1}
− …, with a schedule η but without α, so that the best α does not hang on λ: its λ is αλ here.

Axes: t steps, d weights. Returns the weights after each step (t d).

Source: Loshchilov & Hutter, *Decoupled Weight Decay Regularization*, ICLR 2019, Algorithm 1, SGDW, with αλ for λ.
"""

from scratch.checked import checked
from scratch.signature import Float, NotNegative, Path
from scratch.walking import walked


@checked
def decoupled_decay(
    w: Float["d"],
    gradients: Float["t d"],
    *,
    learning_rate=0.01,
    momentum=0.9,
    nesterov=False,
    weight_decay: NotNegative = 0.01,
) -> Path:
    def direction(t, w, g, v):
        v *= momentum
        v += g
        return (g + momentum * v if nesterov else v) + weight_decay * w

    return walked(w, gradients, dict(v=None), direction, learning_rate)

r"""Gradient descent: step against the gradient, the direction in which the loss falls fastest.

    w_t = w_{t−1} − α g_t

With weight_decay λ the gradient is g_t + λ w_{t−1}; to maximize, −g_t.

Axes: t steps, d weights. Returns the weights after each step (t d).

Source: Cauchy, *Méthode générale pour la résolution des systèmes d'équations simultanées*,
Comptes rendus de l'Académie des sciences 25, 1847.
"""

from scratch.checked import checked
from scratch.signature import Float, Path
from scratch.walking import walked


@checked
def gradient_descent(
    w: Float["d"], gradients: Float["t d"], *, learning_rate=0.01, weight_decay=0.0, maximize=False
) -> Path:
    def direction(t, w, g):
        return g

    return walked(w, gradients, {}, direction, learning_rate, weight_decay=weight_decay, maximize=maximize)

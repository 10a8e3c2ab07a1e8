r"""Adafactor: Adam's mean of squares for a matrix of weights, kept as one number a row and one a column.

    ρ_t = min(α, 1 / √t)        α_t = max(ε₂, RMS(W_{t−1})) ρ_t         a share of the weights' own size
    β_t = 1 − t^{−γ}                                                    β_1 is 0: there is no bias to undo
    r_t = β_t r_{t−1} + (1 − β_t) · mean of G_t² + ε₁ in each row
    c_t = β_t c_{t−1} + (1 − β_t) · mean of G_t² + ε₁ in each column
    V_t = r_t c_tᵀ / mean(r_t)                                          of rank 1: right if rows are alike
    U_t = G_t / √V_t            Û_t = U_t / max(1, RMS(U_t) / d)        no step much longer than is usual
    W_t = W_{t−1} − α λ W_{t−1} − α_t Û_t

RMS is the root of the mean square of all entries; γ is the setting decay, d is clip. There is no momentum: of n m
weights n + m numbers are kept. To maximize, the gradient is −G_t. Whoever goes on from earlier steps gives the r and c
after the last of them, and how many they were.

Axes: t steps, n rows, m columns. Returns the weights after each step (t n m). ValueError where a part of the state is
missing.

Source: Shazeer & Stern, *Adafactor: Adaptive Learning Rates with Sublinear Memory Cost*, ICML 2018, Algorithms 4 and 6;
there r and c are sums, which is the same V_t, and nothing decays.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Count, Fixed, Float, NotNegative, Path, Positive
from scratch.walking import averaged, walked, whole_state


@checked
def adafactor(
    w: Float["n m"],
    gradients: Float["t n m"],
    r: Fixed["n", 0, np.inf] | None = None,
    c: Fixed["m", 0, np.inf] | None = None,
    *,
    learning_rate=0.01,
    decay: NotNegative = 0.8,
    epsilon1: NotNegative = 1e-30,
    epsilon2: NotNegative = 1e-3,
    clip: Positive = 1.0,
    weight_decay=0.0,
    maximize=False,
    step: Count = 0,
) -> Path:
    whole_state("adafactor", ("r", "c"), step, r=r, c=c)
    n, m = w.shape
    state = dict(
        r=np.zeros_like(w, shape=n) if r is None else r, c=np.zeros_like(w, shape=m) if c is None else c
    )

    def direction(t, w, g, r, c):
        beta, squares = 1 - t**-decay, g * g
        averaged(r, beta, np.mean(squares, axis=1) + epsilon1)
        averaged(c, beta, np.mean(squares, axis=0) + epsilon1)
        u = g / np.sqrt(of_rank_one(r, c))
        u *= np.maximum(epsilon2, rms(w)) * min(learning_rate, t**-0.5) / np.maximum(1, rms(u) / clip)
        u += learning_rate * weight_decay * w
        return u

    return walked(w, gradients, state, direction, 1.0, maximize=maximize, step=step, whole=True)


def of_rank_one(r, c):
    """Return the matrix V (n m) whose rows and columns have these means."""
    return np.expand_dims(r / np.mean(r), 1) * c


def rms(x):
    """Return the root of the mean square of all entries."""
    return np.sqrt(np.mean(x * x))

r"""Muon: momentum for a matrix, whose step is made orthogonal: it turns every direction as much as any other.

    B_t = μ B_{t−1} + G_t
    D_t = G_t + μ B_t                                   by Nesterov's rule; without it B_t
    W_t = W_{t−1} − α (s O(D_t) + λ W_{t−1})

With D = U Σ Vᵀ the orthogonal matrix next to it is U Vᵀ. The O(D) comes near it without a decomposition, by steps of
Newton and Schulz that move every singular value σ to a σ + b σ³ + c σ⁵:

    X ← D / (‖D‖ + ε)                                   no singular value is above 1 then
    X ← a X + (b A + c A²) X      with A = X Xᵀ         k times

The a, b, c are chosen to move small σ fast: after five times all above 0.01 or so are near 1, and none at 1. The s
makes steps of matrices of all shapes alike: √max(1, n / m), or 0.2 √max(n, m), by which entries are as large as Adam's.
To maximize, the gradient is −G_t. Whoever goes on from earlier steps gives the B after the last of them.

Axes: t steps, n rows, m columns; rows are what comes out of a layer. Returns the weights after each step (t n m).

Source: Jordan et al., *Muon: An optimizer for hidden layers in neural networks*, 2024; 0.2 √max(n, m) is from Liu et
al., *Muon is Scalable for LLM Training*, 2025.
"""

from typing import Literal

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Float, Natural, NotNegative, Path
from scratch.walking import walked


@checked
def muon(
    w: Float["n m"],
    gradients: Float["t n m"],
    b: Fixed["n m"] | None = None,
    *,
    learning_rate=0.001,
    momentum=0.95,
    nesterov=True,
    coefficients: tuple[float, float, float] = (3.4445, -4.775, 2.0315),
    iterations: Natural = 5,
    epsilon: NotNegative = 1e-7,
    adjust: Literal["original", "match_rms_adamw"] = "original",
    weight_decay=0.0,
    maximize=False,
) -> Path:
    n, m = w.shape
    s = max(1, n / m) ** 0.5 if adjust == "original" else 0.2 * max(n, m) ** 0.5

    def direction(t, w, g, b):
        b *= momentum
        b += g
        d = g + momentum * b if nesterov else b
        return s * orthogonal(d, coefficients, iterations, epsilon) + weight_decay * w

    return walked(w, gradients, dict(b=b), direction, learning_rate, maximize=maximize, whole=True)


def orthogonal(d, coefficients, iterations, epsilon):
    """Return O(D) (n m). The shorter side comes first on the way: A is the smaller of D Dᵀ and Dᵀ D."""
    a, b, c = coefficients
    tall = d.shape[0] > d.shape[1]
    x = d.T if tall else d
    x = x / (np.sqrt(np.sum(x * x)) + epsilon)
    for _ in range(iterations):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if tall else x

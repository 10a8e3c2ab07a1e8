r"""Spectral normalization: weights are divided by their largest singular value, so that no vector grows more than that.

    v ← W u / ‖W u‖,  u ← Wᵀ v / ‖Wᵀ v‖     some steps of the power iteration, in training
    σ = vᵀ W u                              the largest singular value, once u and v have settled
    y = x W / σ + b

    dW̄ = Σ_n x_nᵀ dy_n,  W̄ = W / σ
    dW = (dW̄ − Σ (dW̄ ⊙ W̄) v uᵀ) / σ         u and v are constants; dx and db as in a dense layer with W̄

One step at a time is enough, since W moves little between two steps of training, and u is kept. In inference u and v
stay as they are. Weights that are all 0 have no direction, 0 / 0.

Axes: samples, n, on any number of axes, none included; i inputs, k outputs. Without b nothing is added. Returns y, and
W, u and v after the call: W is as it was.

Source: Miyato, Kataoka, Koyama & Yoshida, *Spectral Normalization for Generative Adversarial Networks*, ICLR 2018,
Algorithm 1, in which W is Wᵀ.
"""

import numpy as np

from scratch.checked import checked
from scratch.directions import direction
from scratch.linear.dense import dense
from scratch.signature import Differentiable, Fixed, Float, Natural, Positive


def singular_vectors(W, u, v, iterations, epsilon):
    """Return v and u after some steps of the power iteration, which starts from u."""
    for _ in range(iterations):
        v, _ = direction(W @ u, epsilon)
        u, _ = direction(W.T @ v, epsilon)
    return v, u


@checked
def spectral_norm(
    x: Float["*n i"],
    W: Float["i k"],
    u: Fixed["k"],
    v: Fixed["i"],
    b: Float["k"] | None = None,
    *,
    training=True,
    iterations: Natural = 1,
    epsilon: Positive = 1e-12,
) -> Differentiable:
    if training:
        v, u = singular_vectors(W, u, v, iterations, epsilon)
    sigma = v @ W @ u
    with np.errstate(invalid="ignore", divide="ignore"):  # 0 / 0 is no number
        W_bar = W / sigma
    y, of_y = dense(x, W_bar, b)

    def backward(dy):
        gradients = of_y(dy)
        dW_bar = gradients["W"]
        along = np.einsum("ik,ik->", dW_bar, W_bar)
        return gradients | dict(W=(dW_bar - along * v[:, None] * u) / sigma)

    return dict(y=y, W=W, u=u, v=v), backward

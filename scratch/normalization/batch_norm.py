r"""Batch normalization: a feature gets mean 0 and variance 1 over the batch, then is scaled anew.

    μ = mean_n x        σ² = mean_n (x − μ)²
    x̂ = (x − μ) / √(σ² + ε)
    y = γ ⊙ x̂ + β

    dγ = Σ_n dy ⊙ x̂        dβ = Σ_n dy
    dx = γ / √(σ² + ε) ⊙ (dy − dβ / m − x̂ ⊙ dγ / m)        for μ and σ² depend on x too

In training the running mean and variance move towards those of the batch by the share ``momentum``,
the variance in its unbiased form m / (m − 1) σ². In inference they take the place of μ and σ², as
constants.

Axes: c features. All axes before them, such as samples, rows and columns, are the batch of m.
Returns y, and the running mean and variance after the call.

Source: Ioffe & Szegedy, *Batch Normalization: Accelerating Deep Network Training by Reducing
Internal Covariate Shift*, ICML 2015, Algorithms 1 and 2, with the moving averages of section 3.1.
"""

import numpy as np

from scratch.signature import Differentiable, Fixed, Float


def batch_norm(
    x: Float["*batch c"],
    gamma: Float["c"],
    beta: Float["c"],
    mean: Fixed["c"],
    var: Fixed["c"],
    *,
    training=True,
    momentum=0.1,
    epsilon=1e-5,
) -> Differentiable:
    rows = x.reshape(-1, x.shape[-1])
    m = len(rows)
    ones = np.ones(m, x.dtype)
    if training:
        mu = ones @ rows / m
        x_hat = rows - mu
        sigma2 = np.einsum("nc,nc->c", x_hat, x_hat) / m
        mean = (1 - momentum) * mean + momentum * mu
        var = (1 - momentum) * var + momentum * sigma2 * m / (m - 1)
    else:
        x_hat, sigma2 = rows - mean, var
    scale = 1 / np.sqrt(sigma2 + epsilon)
    x_hat *= scale
    y = x_hat * gamma
    y += beta

    def backward(dy):
        dy = dy.reshape(-1, dy.shape[-1])
        dbeta = ones @ dy
        dgamma = np.einsum("nc,nc->c", dy, x_hat)
        if training:
            dx = x_hat * (-dgamma / m)
            dx += dy
            dx -= dbeta / m
            dx *= gamma * scale
        else:
            dx = dy * (gamma * scale)
        return dict(x=dx.reshape(x.shape), gamma=dgamma, beta=dbeta)

    return dict(y=y.reshape(x.shape), mean=mean, var=var), backward

r"""Batch normalization: a feature gets mean 0 and variance 1 over the batch, then is scaled anew.

    μ = mean_n x        σ² = mean_n (x − μ)²
    x̂ = (x − μ) / √(σ² + ε)
    y = γ ⊙ x̂ + β                        without γ nothing is scaled, without β nothing is added

    dγ = Σ_n dy ⊙ x̂        dβ = Σ_n dy
    dx = γ / √(σ² + ε) ⊙ (dy − dβ / m − x̂ ⊙ dγ / m)        for μ and σ² depend on x too

In training the running mean and variance move towards those of the batch by the share ``momentum``,
the variance in its unbiased form m / (m − 1) σ². If momentum is None the share is 1 / (batches + 1), where
``batches`` went before this one: so each is the mean over all batches, as Algorithm 2 has it. In inference
they take the place of μ and σ², as constants. The variance of a single value a channel is undefined:
ValueError.

Axes: c features. All axes before them, such as samples, rows and columns, are the batch of m.
Returns y, and the running mean and variance after the call.

Source: Ioffe & Szegedy, *Batch Normalization: Accelerating Deep Network Training by Reducing
Internal Covariate Shift*, ICML 2015, Algorithms 1 and 2, with the moving averages of section 3.1.
"""

import math

import numpy as np

from scratch.checked import checked
from scratch.signature import Count, Differentiable, Fixed, Float, NotNegative


@checked
def batch_norm(
    x: Float["*batch c"],
    mean: Fixed["c"],
    var: Fixed["c"],
    gamma: Float["c"] | None = None,
    beta: Float["c"] | None = None,
    *,
    training=True,
    momentum: float | None = 0.1,
    batches: Count = 0,
    epsilon: NotNegative = 1e-5,
) -> Differentiable:
    *batch, c = x.shape
    m = math.prod(batch)
    if training and m < 2:
        raise ValueError(f"batch_norm: x holds m = {m} values a channel; in training allowed are 2 and more")
    ones = np.ones(m, x.dtype)

    def rows(a):
        """View the batch as rows (m c)."""
        return a.reshape(m, c)

    def wide(v):
        """Repeat a vector (c) along a sample: with rows so long a third faster."""
        return np.tile(v, (*x.shape[1:-1], 1))

    if training:
        mu = ones @ rows(x) / m
        x_hat = x - wide(mu)
        sigma2 = np.einsum("mc,mc->c", rows(x_hat), rows(x_hat)) / m
        share = 1 / (batches + 1) if momentum is None else momentum
        mean = (1 - share) * mean + share * mu
        var = (1 - share) * var + share * sigma2 * m / (m - 1)
    else:
        x_hat, sigma2 = x - wide(mean), var
    scale = 1 / np.sqrt(sigma2 + epsilon)
    x_hat *= wide(scale)
    y = x_hat.copy() if gamma is None else x_hat * wide(gamma)
    if beta is not None:
        y += wide(beta)

    def backward(dy):
        dbeta = ones @ rows(dy)
        dgamma = np.einsum("mc,mc->c", rows(dy), rows(x_hat))
        slope = scale if gamma is None else gamma * scale
        if training:
            dx = x_hat * wide(-dgamma / m)
            dx += dy
            dx -= wide(dbeta / m)
            dx *= wide(slope)
        else:
            dx = dy * wide(slope)
        gradients = dict(x=dx)
        if gamma is not None:
            gradients["gamma"] = dgamma
        if beta is not None:
            gradients["beta"] = dbeta
        return gradients

    return dict(y=y, mean=mean, var=var), backward

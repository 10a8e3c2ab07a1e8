r"""What normalizations share: numbers are centred, brought to size 1, and scaled anew.

    c = x − mean x                          dx = dc − mean dc
    x̂ = c / √(mean c² + ε)                  dc = (dx̂ − x̂ mean(dx̂ ⊙ x̂)) / √(mean c² + ε)
    y = γ ⊙ x̂ + β                           dx̂ = γ ⊙ dy,  dγ = Σ dy ⊙ x̂,  dβ = Σ dy

What they do not share is over what a mean is taken: each hands over its own, ``mean(a)`` of a and ``mean(a, b)`` of
a ⊙ b, which must broadcast against x. So the variance is that of the numbers themselves, divided by their number.
"""

import numpy as np


def row_mean(a, b=None):
    """Return the mean of a, or of a ⊙ b, over the last axis, which is kept."""
    k = a.shape[-1]
    return (a @ np.ones((k, 1), a.dtype) if b is None else np.vecdot(a, b)[..., None]) / k


def brought_to_size(c, epsilon, mean=row_mean) -> tuple:
    """Return x̂, and the function of dx̂ that returns dc."""
    with np.errstate(divide="ignore", invalid="ignore"):  # 0 / 0, without ε, is no number
        scale = 1 / np.sqrt(mean(c, c) + epsilon)
        x_hat = c * scale

    @np.errstate(invalid="ignore")
    def backward(dx_hat):
        dc = x_hat * -mean(dx_hat, x_hat)
        dc += dx_hat
        dc *= scale
        return dc

    return x_hat, backward


def standardized(x, epsilon, mean=row_mean) -> tuple:
    """Return x̂ of the centred x, and the function of dx̂ that returns dx."""
    x_hat, of_x_hat = brought_to_size(x - mean(x), epsilon, mean)

    def backward(dx_hat):
        dc = of_x_hat(dx_hat)
        dc -= mean(dc)
        return dc

    return x_hat, backward


def scaled_anew(x_hat, gamma=None, beta=None) -> tuple:
    """Return y, and the function of dy that returns dx̂ and a dict of the gradients of γ and β, if they are there.

    γ and β belong to the last axis of x̂.
    """
    y = x_hat.copy() if gamma is None else x_hat * gamma
    if beta is not None:
        y += beta

    def backward(dy):
        gradients = {}
        if gamma is not None:
            gradients["gamma"] = np.einsum("rk,rk->k", *(a.reshape(-1, len(gamma)) for a in (dy, x_hat)))
        if beta is not None:
            rows = dy.reshape(-1, len(beta))
            gradients["beta"] = np.ones(len(rows), dy.dtype) @ rows
        return dy if gamma is None else dy * gamma, gradients

    return y, backward

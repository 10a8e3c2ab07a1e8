r"""Group normalization: in a sample each group of channels gets mean 0 and variance 1, then channels are scaled anew.

    μ = mean_{p, c ∈ g} x        σ² = mean_{p, c ∈ g} (x − μ)²
    x̂ = (x − μ) / √(σ² + ε)
    y = γ ⊙ x̂ + β                           without γ nothing is scaled, without β nothing is added

    dγ = Σ_{n, p} dy ⊙ x̂        dβ = Σ_{n, p} dy        dx̂ = γ ⊙ dy
    dx = (dx̂ − mean_{p, c ∈ g} dx̂ − x̂ mean_{p, c ∈ g} (dx̂ ⊙ x̂)) / √(σ² + ε)

No sample knows of another. One group is layer normalization over pixels and channels, but with a γ and a β for each
channel; as many groups as channels are instance normalization.

Axes: samples, n, are the first axis; channels, c, are the last, and groups, g, are channels that lie side by side; any
axes between, the pixels, p. ValueError if the channels cannot be divided into so many groups.

Source: Wu & He, *Group Normalization*, ECCV 2018, equations 1, 2, 6 and 7.
"""

import math

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float, Natural, NotNegative
from scratch.standardized import scaled_anew, standardized


@checked
def group_norm(
    x: Float["n *pixels c"],
    gamma: Float["c"] | None = None,
    beta: Float["c"] | None = None,
    *,
    groups: Natural = 32,
    epsilon: NotNegative = 1e-5,
) -> Differentiable:
    n, *pixels, c = x.shape
    if c % groups:
        raise ValueError(f"group_norm: groups is {groups}; allowed are numbers that divide c = {c}")
    p, size = math.prod(pixels), c // groups
    ones = np.ones(p, x.dtype)

    def mean(a, b=None):
        """Take the mean of each group, and repeat it for every channel of the group."""
        sums = ones @ a if b is None else np.einsum("npc,npc->nc", a, b)
        of_groups = sums.reshape(n, groups, size).sum(axis=-1) / (p * size)
        return np.repeat(of_groups, size, axis=1)[:, None]

    x_hat, of_x_hat = standardized(x.reshape(n, p, c), epsilon, mean)
    y, of_y = scaled_anew(x_hat, gamma, beta)

    def backward(dy):
        dx_hat, gradients = of_y(dy.reshape(n, p, c))
        return dict(x=of_x_hat(dx_hat).reshape(x.shape), **gradients)

    return y.reshape(x.shape), backward

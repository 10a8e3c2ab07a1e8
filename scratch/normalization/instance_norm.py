r"""Instance normalization: in a sample each channel gets mean 0 and variance 1 over its pixels, then is scaled anew.

    μ = mean_p x        σ² = mean_p (x − μ)²
    x̂ = (x − μ) / √(σ² + ε)
    y = γ ⊙ x̂ + β                           without γ nothing is scaled, without β nothing is added

    dγ = Σ_{n, p} dy ⊙ x̂        dβ = Σ_{n, p} dy        dx̂ = γ ⊙ dy
    dx = (dx̂ − mean_p dx̂ − x̂ mean_p (dx̂ ⊙ x̂)) / √(σ² + ε)

It is group normalization with a group a channel. The contrast of a picture is taken away, in training and inference
alike. A single pixel becomes 0, whatever it was, and no gradient comes back.

Axes: samples, n, are the first axis; channels, c, the last; any axes between, the pixels, p.

Source: Ulyanov, Vedaldi & Lempitsky, *Instance Normalization: The Missing Ingredient for Fast Stylization*, arXiv
1607.08022, 2016.
"""

from scratch.checked import checked
from scratch.normalization.group_norm import group_norm
from scratch.signature import Differentiable, Float, NotNegative


@checked
def instance_norm(
    x: Float["n *pixels c"],
    gamma: Float["c"] | None = None,
    beta: Float["c"] | None = None,
    *,
    epsilon: NotNegative = 1e-5,
) -> Differentiable:
    return group_norm(x, gamma, beta, groups=x.shape[-1], epsilon=epsilon)

r"""Layer normalization: the features of each sample get mean 0 and variance 1, then are scaled anew.

    μ = mean_k x        σ² = mean_k (x − μ)²
    x̂ = (x − μ) / √(σ² + ε)
    y = γ ⊙ x̂ + β                           without γ nothing is scaled, without β nothing is added

    dγ = Σ_n dy ⊙ x̂        dβ = Σ_n dy        dx̂ = γ ⊙ dy
    dx = (dx̂ − mean_k dx̂ − x̂ mean_k (dx̂ ⊙ x̂)) / √(σ² + ε)        for μ and σ² depend on x too

No sample knows of another: a batch of one is as good as any, and inference is no other than training. Features that
are all alike become 0; without ε that is 0 / 0, no number.

NumPy lacks an operation that does a row at a time: means, deviations and what is made of them are passes over all rows,
each for itself.

Axes: ``axis`` names those of the features, the last or any others, over which the mean is taken: k runs over all of
them. γ and β have these axes, in the order of x. All others are samples, n. ValueError for axes that x has not, and for
γ and β of another shape.

Source: Ba, Kiros & Hinton, *Layer Normalization*, arXiv 1607.06450, 2016, equations 3 and 4, with an ε under the root.
"""

from scratch.axes import demand_along, demand_axes, rows_along
from scratch.checked import checked
from scratch.signature import Differentiable, Float, NotNegative
from scratch.standardized import scaled_anew, standardized


@checked
def layer_norm(
    x: Float["*shape"],
    gamma: Float["*features"] | None = None,
    beta: Float["*features"] | None = None,
    *,
    axis: int | tuple[int, ...] = -1,
    epsilon: NotNegative = 1e-5,
) -> Differentiable:
    axes = demand_axes("layer_norm", axis, "x", x)
    features = demand_along("layer_norm", axes, "x", x, gamma=gamma, beta=beta)
    rows, like_x = rows_along(axes, x.shape)
    x_hat, of_x_hat = standardized(rows(x), epsilon)
    y, of_y = scaled_anew(x_hat, *(each if each is None else each.ravel() for each in (gamma, beta)))

    def backward(dy):
        dx_hat, gradients = of_y(rows(dy))
        gradients = {name: gradient.reshape(features) for name, gradient in gradients.items()}
        return dict(x=like_x(of_x_hat(dx_hat)), **gradients)

    return like_x(y), backward

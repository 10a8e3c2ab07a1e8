r"""Root mean square normalization: the features of each sample are brought to size 1, wherever their mean is.

    x̂ = x / √(mean_k x² + ε)
    y = γ ⊙ x̂                               without γ nothing is scaled

    dγ = Σ_n dy ⊙ x̂        dx̂ = γ ⊙ dy
    dx = (dx̂ − x̂ mean_k (dx̂ ⊙ x̂)) / √(mean_k x² + ε)

It is layer normalization without centring, and without a shift: what is saved are two means, forward and backward.
Features that are all 0 stay 0; without ε that is 0 / 0, no number.

Axes: ``axis`` names those of the features, the last or any others, over which the mean is taken: k runs over all of
them. γ has these axes, in the order of x. All others are samples, n. ValueError for axes that x has not, and for a γ of
another shape.

Source: Zhang & Sennrich, *Root Mean Square Layer Normalization*, NeurIPS 2019, equation 4, with an ε under the root.
"""

from scratch.axes import demand_along, demand_axes, rows_along
from scratch.checked import checked
from scratch.signature import Differentiable, Float, NotNegative
from scratch.standardized import brought_to_size, scaled_anew


@checked
def rms_norm(
    x: Float["*shape"],
    gamma: Float["*features"] | None = None,
    *,
    axis: int | tuple[int, ...] = -1,
    epsilon: NotNegative = 1e-6,
) -> Differentiable:
    axes = demand_axes("rms_norm", axis, "x", x)
    features = demand_along("rms_norm", axes, "x", x, gamma=gamma)
    rows, like_x = rows_along(axes, x.shape)
    x_hat, of_x_hat = brought_to_size(rows(x), epsilon)
    y, of_y = scaled_anew(x_hat, gamma if gamma is None else gamma.ravel())

    def backward(dy):
        dx_hat, gradients = of_y(rows(dy))
        gradients = {name: gradient.reshape(features) for name, gradient in gradients.items()}
        return dict(x=like_x(of_x_hat(dx_hat)), **gradients)

    return like_x(y), backward

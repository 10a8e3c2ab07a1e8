r"""Unit normalization: each vector keeps its direction and gets the length 1.

    u = x / max(‖x‖, ε)                     ‖x‖ = √Σ_k x²
    dx = (du − u Σ_k (u ⊙ du)) / ‖x‖        what would only change the length is taken away; du / ε, where ‖x‖ ≤ ε

So dot products of such vectors are cosines. A vector of zeros stays one. No square may overflow: in float32 lengths
from 1.8e19 on do.

Axes: ``axis`` names those along which a vector lies, the last or any others: k runs over all of them. ValueError for
axes that x has not.

Source: Salton, Wong & Yang, *A Vector Space Model for Automatic Indexing*, Communications of the ACM 18(11), 1975; ε as
in PyTorch's documentation of ``torch.nn.functional.normalize``.
"""

from scratch.axes import demand_axes, rows_along
from scratch.checked import checked
from scratch.directions import direction
from scratch.signature import Differentiable, Float, Positive


@checked
def unit_norm(
    x: Float["*shape"], *, axis: int | tuple[int, ...] = -1, epsilon: Positive = 1e-12
) -> Differentiable:
    rows, like_x = rows_along(demand_axes("unit_norm", axis, "x", x), x.shape)
    u, of_u = direction(rows(x), epsilon)

    def backward(du):
        return dict(x=like_x(of_u(rows(du))))

    return like_x(u), backward

r"""Sparsemax: the point of the probability simplex that is nearest to x; what is far below the largest becomes 0.

    y = max(0, x − τ)                               with the τ for which Σ_k y_k = 1
    τ = (Σ_{k∈S} x_k − 1) / |S|                     S, the support, are those x that are above τ
    dx = dy − mean_{k∈S} dy_k in S, else 0

With x_(j) the j-th largest, |S| is the last j for which 1 + j x_(j) > Σ_{i≤j} x_(i).
Where softmax leaves every class some chance, sparsemax leaves none to most.

Axes: one, k, is projected, the last if no other is named; any beside it.

Source: Martins & Astudillo, *From Softmax to Sparsemax: A Sparse Model of Attention and Multi-Label Classification*,
ICML 2016, equations 2 and 4, Algorithm 1, and section 2.5 for the Jacobian.
"""

import numpy as np

from scratch.axes import demand_axis
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def sparsemax(x: Float["*shape k"], *, axis=-1) -> Differentiable:
    demand_axis("sparsemax", axis, "x", x)
    z = np.moveaxis(x, axis, -1)
    z = z - z.max(
        axis=-1, keepdims=True
    )  # a constant for all changes nothing, and large numbers would lose digits
    falling = -np.sort(-z, axis=-1)
    j, sums = np.arange(1, z.shape[-1] + 1).astype(x.dtype), np.cumsum(falling, axis=-1)
    size = np.count_nonzero(1 + j * falling > sums, axis=-1, keepdims=True)  # |S|
    tau = (np.take_along_axis(sums, size - 1, axis=-1) - 1) / size.astype(x.dtype)
    y = np.clip(z - tau, 0, np.inf)
    supports = (z > tau).astype(x.dtype)

    def backward(dy):
        dy = np.moveaxis(dy, axis, -1)
        mean = np.vecdot(supports, dy)[..., None] / size.astype(x.dtype)
        return dict(x=np.moveaxis(supports * (dy - mean), -1, axis))

    return np.moveaxis(y, -1, axis), backward

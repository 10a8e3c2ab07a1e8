r"""Scaled dot-product attention: a query is compared with all keys, and takes the mean of their values, weighted so.

    S = scale Q Kᵀ        A = softmax(S)        y = A V

    dA = dy Vᵀ        dS = A ⊙ (dA − Σ_s A ⊙ dA)
    dQ = scale dS K        dK = scale dSᵀ Q        dV = Aᵀ dy

The scale is 1/√k, if no other is given: the sum of k products of independent numbers of variance 1 has variance k, and
the softmax of large numbers has no slope. What the mask hides, where it is no, has S = −∞. A query that may attend to
nobody has the sum of no values, 0. Multi-head attention does this in each of its heads, with queries, keys and values
that are projections.

Axes: n sequences, t queries, s keys of k features, each with a value of v features.

Source: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017, section 3.2.1, equation 1.
"""

from scratch.attending import attend
from scratch.checked import checked
from scratch.signature import Bool, Differentiable, Float


@checked
def dot_product(
    Q: Float["n t k"],
    K: Float["n s k"],
    V: Float["n s v"],
    mask: Bool["n t s"] | None = None,
    *,
    scale: float | None = None,
) -> Differentiable:
    y, _, attend_backward = attend(Q, K, V, K.shape[2] ** -0.5 if scale is None else scale, mask)

    def backward(dy):
        dQ, dK, dV, _ = attend_backward(dy)
        return dict(Q=dQ, K=dK, V=dV)

    return y, backward

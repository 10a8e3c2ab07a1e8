r"""Causal attention: a position sees itself and those before it, so that all can be predicted from their past at once.

    S_ij = q_i k_j / √k    if j ≤ i + a,    else −∞        A = softmax(S)        y = A V

and backward as in dot-product attention, since what is hidden has A = 0. Where there are as many queries as keys,
a = 0. Where there are not, somebody must say which stands beside which:

    align = "first"     the first query beside the first key        a = 0
    align = "last"      the last beside the last, as in decoding, where keys of earlier steps are there        a = s − t

With "last" and more queries than keys the first see nobody, and have y = 0. Multi-head attention aligns the first.

Axes: n sequences, m heads, t queries, s keys of k features, each with a value of v features.

Source: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017, section 3.2.3. The two ways to align are those of
PyTorch's causal_upper_left and causal_lower_right.
"""

from typing import Literal

from scratch.attending import attend, visible
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def causal(
    Q: Float["n m t k"],
    K: Float["n m s k"],
    V: Float["n m s v"],
    *,
    align: Literal["first", "last"] = "first",
) -> Differentiable:
    *_, t, k = Q.shape
    may = visible(t, K.shape[2], causal=True, from_last=align == "last")
    y, _, attend_backward = attend(Q, K, V, k**-0.5, may)

    def backward(dy):
        dQ, dK, dV, _ = attend_backward(dy)
        return dict(Q=dQ, K=dK, V=dV)

    return y, backward

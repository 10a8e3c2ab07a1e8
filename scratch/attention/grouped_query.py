r"""Grouped-query attention: several heads of queries share one head of keys and values, of which fewer must be kept.

    Q = x W_q + b_q        cut into its heads, m
    K = x W_k + b_k        V = x W_v + b_v        cut into fewer, one for each of g groups
    O = softmax(Q Kᵀ / √k) V        head by head, each with the K and V of its group
    y = O W_o + b_o

and backward as in multi-head attention; the dK and dV of a group are sums over its heads. With as many groups as heads
it is multi-head attention, with one group multi-query attention. The first m / g heads are of the first group, and so
on. As they ask the same keys, their queries can stand one below the other: then a group is one head with m / g times as
many queries, and no key is copied. With causal a position sees itself and those before it.

Axes: n sequences, t positions of d features; q = m k features of all queries, p = g k of all keys, as many of all
values: else ValueError. Biases may be absent.

Source: Ainslie et al., *GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints*, EMNLP
2023, section 2.2. One group: Shazeer, *Fast Transformer Decoding: One Write-Head is All You Need*, 2019.
"""

import numpy as np

from scratch.attending import attend, visible
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.signature import Differentiable, Float


@checked
def grouped_query(
    x: Float["n t d"],
    W_q: Float["d q"],
    W_k: Float["d p"],
    W_v: Float["d p"],
    W_o: Float["q d"],
    b_q: Float["q"] | None = None,
    b_k: Float["p"] | None = None,
    b_v: Float["p"] | None = None,
    b_o: Float["d"] | None = None,
    *,
    heads=64,
    groups=8,
    causal=False,
) -> Differentiable:
    n, t, _ = x.shape
    q, p, k = len(W_o), W_k.shape[1], len(W_o) // heads
    if heads % groups or q % heads or p * heads != q * groups:
        raise ValueError(
            f"grouped_query: q = {q} features of W_q for heads = {heads} and p = {p} of W_k for groups = {groups}; "
            "allowed are as many for each head as for each group, and as many heads in each group"
        )

    def below(rows):
        """From (n t g·r·k) to (n g r·t k): the r heads of a group one below the other."""
        r = rows.shape[2] // (groups * k)
        return rows.reshape(n, t, groups, r, k).transpose(0, 2, 3, 1, 4).reshape(n, groups, r * t, k)

    def beside(parts):
        """From (n g r·t k) to (n t g·r·k)."""
        r = parts.shape[2] // t
        return parts.reshape(n, groups, r, t, k).transpose(0, 3, 1, 2, 4).reshape(n, t, groups * r * k)

    Q, back_q = dense(x, W_q, b_q)
    K, back_k = dense(x, W_k, b_k)
    V, back_v = dense(x, W_v, b_v)
    may = np.tile(visible(t, t, causal=True), (1, 1, heads // groups, 1)) if causal else None
    O, _, attend_backward = attend(below(Q), below(K), below(V), k**-0.5, may)
    y, back_o = dense(beside(O), W_o, b_o)

    def backward(dy):
        do = back_o(dy)
        dQ, dK, dV, _ = attend_backward(below(do["x"]))
        dq, dk, dv = back_q(beside(dQ)), back_k(beside(dK)), back_v(beside(dV))
        gradients = dict(x=dq["x"] + dk["x"] + dv["x"])
        for letter, of_layer in dict(q=dq, k=dk, v=dv, o=do).items():
            gradients |= {f"{name}_{letter}": each for name, each in of_layer.items() if name != "x"}
        return gradients

    return y, backward

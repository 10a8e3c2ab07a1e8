r"""Cross attention: the positions of one sequence ask another, a decoder its encoder, say, or words an image.

    Q = x W_q        K = c W_k        V = c W_v
    y = softmax(Q Kᵀ / √k) V

    dx = dQ W_qᵀ        dc = dK W_kᵀ + dV W_vᵀ
    dW_q = xᵀ dQ        dW_k = cᵀ dK        dW_v = cᵀ dV

with dQ, dK and dV of dot-product attention. The two sequences need not have the same length, nor the same features: the
projections bring queries and keys to k features. The mask says which positions of the context are there, and not the
padding of a short one. Multi-head attention does the same in each head, with its argument context.

Axes: n sequences; t positions that ask, of d features; s that are asked, the context c, of e features; queries and keys
of k features, values of v.

Source: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017, section 3.2.3, first point.
"""

import numpy as np

from scratch.attention.dot_product import dot_product
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.signature import Bool, Differentiable, Float


@checked
def cross(
    x: Float["n t d"],
    context: Float["n s e"],
    W_q: Float["d k"],
    W_k: Float["e k"],
    W_v: Float["e v"],
    mask: Bool["n s"] | None = None,
) -> Differentiable:
    Q, back_q = dense(x, W_q)
    K, back_k = dense(context, W_k)
    V, back_v = dense(context, W_v)
    everybody = None if mask is None else np.repeat(mask[:, None], x.shape[1], axis=1)  # n t s
    y, back = dot_product(Q, K, V, everybody)

    def backward(dy):
        d = back(dy)
        dq, dk, dv = back_q(d["Q"]), back_k(d["K"]), back_v(d["V"])
        return dict(x=dq["x"], context=dk["x"] + dv["x"], W_q=dq["W"], W_k=dk["W"], W_v=dv["W"])

    return y, backward

r"""Multi-head attention: each position asks all others, and takes a weighted mean of their values.

    Q = x W_q + b_q        K = x W_k + b_k        V = x W_v + b_v        each cut into its heads
    S = Q Kᵀ        A = softmax(S / √k)                                  whom each one attends to
    O = A V                                                              the heads side by side
    y = O W_o + b_o

    dO = dy W_oᵀ        dA = dO Vᵀ        dV = Aᵀ dO
    dS = A ⊙ (dA − Σ_s A ⊙ dA) / √k
    dQ = dS K        dK = dSᵀ Q
    dx = dQ W_qᵀ + dK W_kᵀ + dV W_vᵀ        dW_q = xᵀ dQ        db_q = Σ dQ        and so forth

Axes: n sequences, t positions, d features; each head has k = d / heads of them, a whole number: else ValueError.
As a constant in all scores of a query leaves its softmax as it is, the gradient of b_k is zero.

Source: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017, section 3.2, equation 1.
"""

from scratch.activations.softmax import softmax
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def multi_head(
    x: Float["n t d"],
    W_q: Float["d d"],
    W_k: Float["d d"],
    W_v: Float["d d"],
    W_o: Float["d d"],
    b_q: Float["d"],
    b_k: Float["d"],
    b_v: Float["d"],
    b_o: Float["d"],
    *,
    heads=8,
) -> Differentiable:
    n, t, d = x.shape
    if d % heads:
        raise ValueError(
            f"multi_head: d = {d} features of x do not part into heads = {heads}; allowed are its divisors"
        )
    scale = (d // heads) ** -0.5

    def split(rows):
        """From (n·t m·k) to (n m t k)."""
        return rows.reshape(n, t, heads, d // heads).swapaxes(1, 2)

    def join(parts):
        """From (n m t k) to (n·t m·k)."""
        return parts.swapaxes(1, 2).reshape(n * t, d)

    rows = x.reshape(n * t, d)
    Q, K, V = split(rows @ W_q + b_q), split(rows @ W_k + b_k), split(rows @ W_v + b_v)
    A, softmax_backward = softmax(Q @ K.swapaxes(2, 3) * scale)
    O = join(A @ V)
    y = O @ W_o + b_o

    def backward(dy):
        dy = dy.reshape(n * t, d)
        dO = split(dy @ W_o.T)
        dS = softmax_backward(dO @ V.swapaxes(2, 3))["x"] * scale
        dQ, dK, dV = join(dS @ K), join(dS.swapaxes(2, 3) @ Q), join(A.swapaxes(2, 3) @ dO)
        return dict(
            x=(dQ @ W_q.T + dK @ W_k.T + dV @ W_v.T).reshape(x.shape),
            W_q=rows.T @ dQ,
            W_k=rows.T @ dK,
            W_v=rows.T @ dV,
            W_o=O.T @ dy,
            b_q=dQ.sum(axis=0),
            b_k=dK.sum(axis=0),
            b_v=dV.sum(axis=0),
            b_o=dy.sum(axis=0),
        )

    return y.reshape(x.shape), backward

r"""ALiBi, attention with linear biases: the farther away a key is, the lower its score, in each head at its own slope.

    S_ij = q_i k_j / √k − r_h |i − j|               h the head
    A = softmax(S)        y = A V                   and backward as in dot-product attention: the bias is constant

    r_h = 2^{−8h/m}        h = 1, …, m              where m is a power of 2: 1/2, 1/4, … 1/256 of 8 heads

There are no vectors of positions: what is trained on short sequences goes on to longer ones. A head of a steep slope
sees its neighbours alone, one of a flat slope nearly all. If m is no power of 2, let p be the largest below it: the
first p heads have the slopes of p heads, the others the first, third, fifth … of those of 2p, which lie in between.

As in the paper, of models that write, a position sees none after it, S_ij = −∞ for j > i. Without ``causal`` it sees
both sides, by their distance.

Axes: n sequences, m heads, t positions, k features of queries and keys, v of values.

Source: Press, Smith & Lewis, *Train Short, Test Long: Attention with Linear Biases Enables Input Length Extrapolation*,
ICLR 2022, section 3; slopes of other numbers of heads are those of the code that goes with it.
"""

import numpy as np

from scratch.attending import attend
from scratch.checked import checked
from scratch.signature import Differentiable, Float


def slopes(m):
    """Return the slope of each of m heads."""
    p = 1 << m.bit_length() - 1
    between = 2.0 ** (-4 * np.arange(1, 2 * (m - p), 2) / p)
    return np.concatenate([2.0 ** (-8 * np.arange(1, p + 1) / p), between])


@checked
def alibi(Q: Float["n m t k"], K: Float["n m t k"], V: Float["n m t v"], *, causal=True) -> Differentiable:
    _, m, t, k = Q.shape
    behind = np.arange(t)[:, None] - np.arange(t)
    bias = (-slopes(m)[:, None, None] * np.abs(behind)).astype(Q.dtype)
    if causal:
        bias[:, behind < 0] = -np.inf
    y, _, attend_backward = attend(Q, K, V, k**-0.5, bias=bias)

    def backward(dy):
        dQ, dK, dV, _ = attend_backward(dy)
        return dict(Q=dQ, K=dK, V=dV)

    return y, backward

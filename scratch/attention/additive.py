r"""Additive attention: a small network of one hidden layer says how well a query and a key fit.

    S_ij = aᵀ tanh(s_i W + h_j U)        A = softmax(S)        y = A h

    dA = dy hᵀ        dS = A ⊙ (dA − Σ_j A ⊙ dA)        da = Σ_ij dS_ij tanh(P_ij)
    dP_ij = dS_ij a ⊙ tanh′(P_ij)        with P_ij = s_i W + h_j U
    ds = (Σ_j dP) Wᵀ        dW = sᵀ (Σ_j dP)
    dh = (Σ_i dP) Uᵀ + Aᵀ dy        dU = hᵀ (Σ_i dP)

The query is the state of a decoder, s, the keys and values are the annotations of its source, h. In the paper there is
one query at a time, as the next depends on the answer. The mask says which annotations are there, and not padding: the
others have S = −∞; where none is there, y is 0. It takes the hidden units of all pairs of a query and a key, where
dot-product attention takes one product of matrices.

Axes: n sequences, t queries of d features, j annotations of e features, k hidden units.

Source: Bahdanau, Cho & Bengio, *Neural Machine Translation by Jointly Learning to Align and Translate*, ICLR 2015,
section 3.1, equations 5 and 6, and appendix A.1.2.
"""

import numpy as np

from scratch.activations.tanh import tanh
from scratch.attending import means
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.signature import Bool, Differentiable, Float


@checked
def additive(
    s: Float["n t d"],
    h: Float["n j e"],
    W: Float["d k"],
    U: Float["e k"],
    a: Float["k"],
    mask: Bool["n j"] | None = None,
) -> Differentiable:
    sW, back_s = dense(s, W)
    hU, back_h = dense(h, U)
    T, back_tanh = tanh(sW[:, :, None] + hU[:, None])  # n t j k
    may = None if mask is None else mask[:, None]
    y, _, means_backward = means(T @ a, h, may)

    def backward(dy):
        dS, dh = means_backward(dy)
        dP = back_tanh(dS[..., None] * a)["x"]
        of_s, of_h = back_s(dP.sum(axis=2)), back_h(dP.sum(axis=1))
        da = np.vecmat(dS, T).sum(axis=(0, 1))
        return dict(s=of_s["x"], h=of_h["x"] + dh, W=of_s["W"], U=of_h["W"], a=da)

    return y, backward

r"""Masked attention: some keys are hidden from some queries, and others are made more or less likely.

    S = Q Kᵀ / √k + bias        S_ij = −∞ where j is hidden from i        A = softmax(S)        y = A V

and backward as in dot-product attention, with dbias = Σ_n dS. There are three kinds of mask:

- mask, yes or no: who may attend to whom, sequence by sequence;
- key_mask, yes or no: which keys are there, and not the padding of a short sequence;
- bias, the additive mask: a number for each head, query and key; −∞ hides.

A key must pass all that are given. A row of S that holds −∞ alone has no softmax, 0 / 0: here such a query takes the
sum of no values, 0, and nothing goes back through it. It is where implementations part. Multi-head attention takes the
same three.

Axes: n sequences, m heads, t queries, s keys of k features, each with a value of v features.

Source: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017, section 3.2.3: "masking out (setting to −∞)". A bias:
Raffel et al., *Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer*, Journal of Machine
Learning Research 21, 2020, section 2.1. Zeros for a query that may attend to nobody: the flash-attn package of Dao et
al., *FlashAttention*, NeurIPS 2022 ("If the row of the mask is all zero, the output will be zero").
"""

from scratch.attending import attend, visible
from scratch.checked import checked
from scratch.signature import Bool, Differentiable, Float


@checked
def masked(
    Q: Float["n m t k"],
    K: Float["n m s k"],
    V: Float["n m s v"],
    mask: Bool["n t s"] | None = None,
    key_mask: Bool["n s"] | None = None,
    bias: Float["m t s"] | None = None,
) -> Differentiable:
    *_, t, k = Q.shape
    may = visible(t, K.shape[2], mask, key_mask)
    y, _, attend_backward = attend(Q, K, V, k**-0.5, may, bias)

    def backward(dy):
        dQ, dK, dV, dS = attend_backward(dy)
        gradients = dict(Q=dQ, K=dK, V=dV)
        return gradients if bias is None else gradients | dict(bias=dS.sum(axis=0))

    return y, backward

r"""Encoder block of a transformer: every position gathers from the others, then thinks for itself.

    h = norm₁(x + attention(x))                     post-norm, the default
    y = norm₂(h + φ(h W₁ + b₁) W₂ + b₂)

    h = x + attention(norm₁(x))                     pre-norm, with norm_first
    y = h + φ(norm₂(h) W₁ + b₁) W₂ + b₂

Attention is that of :mod:`scratch.attention.multi_head`, of x to itself; the norms are
:mod:`scratch.normalization.layer_norm`, over the features of a position; φ is a ReLU or a GELU. Each part has its own
backward, and what goes back through a block goes through them in the opposite order: to the sum x + f(x) arrives one
gradient, which goes on past f as it is, and through f besides.

With ``causal`` a position sees none after it: so it is the block of models that write, like GPT, which have a mask in
the place of an encoder. Blocks with pre-norm leave the last sum without a norm: whoever stacks them puts one on top.

Axes: n sequences, t positions, d features, which are a whole number for each head; f hidden units of the feed-forward
network. mask and key_mask say who may attend to whom, and which positions are there.

Source: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017, sections 3.1 and 3.3, equation 2. Pre-norm: Xiong et
al., *On Layer Normalization in the Transformer Architecture*, ICML 2020, table 1. A GELU in it: Devlin, Chang, Lee &
Toutanova, *BERT*, NAACL 2019, appendix A.2.
"""

from typing import Literal

from scratch.attention.multi_head import multi_head
from scratch.checked import checked
from scratch.signature import Bool, Differentiable, Float, NotNegative
from scratch.sublayers import feed_forward, with_a_way_past


@checked
def encoder_block(
    x: Float["n t d"],
    W_q: Float["d d"],
    W_k: Float["d d"],
    W_v: Float["d d"],
    W_o: Float["d d"],
    b_q: Float["d"],
    b_k: Float["d"],
    b_v: Float["d"],
    b_o: Float["d"],
    gamma_1: Float["d"],
    beta_1: Float["d"],
    W_1: Float["d f"],
    b_1: Float["f"],
    W_2: Float["f d"],
    b_2: Float["d"],
    gamma_2: Float["d"],
    beta_2: Float["d"],
    mask: Bool["n t t"] | None = None,
    key_mask: Bool["n t"] | None = None,
    *,
    heads=8,
    causal=False,
    activation: Literal["relu", "gelu"] = "relu",
    norm_first=False,
    epsilon: NotNegative = 1e-5,
) -> Differentiable:
    def attention(x):
        weights = W_q, W_k, W_v, W_o, b_q, b_k, b_v, b_o
        return multi_head(x, *weights, mask=mask, key_mask=key_mask, heads=heads, causal=causal)

    def feeding(h):
        return feed_forward(h, W_1, b_1, W_2, b_2, activation)

    norms = dict(norm_first=norm_first, epsilon=epsilon)
    h, of_h = with_a_way_past(attention, x, gamma_1, beta_1, number=1, **norms)
    y, of_y = with_a_way_past(feeding, h, gamma_2, beta_2, number=2, **norms)

    def backward(dy):
        second = of_y(dy)
        return second | of_h(second["x"])

    return y, backward

r"""Decoder block of a transformer: every position gathers from its past, then from the context, then thinks for itself.

    h = norm₁(x + attention(x))                     post-norm, the default; here a position sees none after it
    r = norm₂(h + attention(h; context))            cross attention: h asks, the context is asked
    y = norm₃(r + φ(r W₁ + b₁) W₂ + b₂)

    h = x + attention(norm₁(x))                     pre-norm, with norm_first
    r = h + attention(norm₂(h); context)            the context is taken as it is
    y = r + φ(norm₃(r) W₁ + b₁) W₂ + b₂

It is the encoder block (:mod:`scratch.attention.encoder_block`) with a sublayer in between. W and b are of the first
attention, C and c of the second, whose gradient of the context goes back to whoever made it: an encoder, of which all
blocks of a decoder ask the same y.

Axes: n sequences; t positions of x, s of the context; d features, which are a whole number for each head; f hidden
units. key_mask says which positions of x are there, context_mask which of the context. A position that sees nobody,
like the first ones of a sequence whose padding comes first, gets b_o from its attention.

Source: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017, sections 3.1 to 3.3. Pre-norm: Xiong et al., *On
Layer Normalization in the Transformer Architecture*, ICML 2020, table 1.
"""

from typing import Literal

from scratch.attention.multi_head import multi_head
from scratch.checked import checked
from scratch.signature import Bool, Differentiable, Float, NotNegative
from scratch.sublayers import feed_forward, with_a_way_past


@checked
def decoder_block(
    x: Float["n t d"],
    context: Float["n s d"],
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
    C_q: Float["d d"],
    C_k: Float["d d"],
    C_v: Float["d d"],
    C_o: Float["d d"],
    c_q: Float["d"],
    c_k: Float["d"],
    c_v: Float["d"],
    c_o: Float["d"],
    gamma_2: Float["d"],
    beta_2: Float["d"],
    W_1: Float["d f"],
    b_1: Float["f"],
    W_2: Float["f d"],
    b_2: Float["d"],
    gamma_3: Float["d"],
    beta_3: Float["d"],
    key_mask: Bool["n t"] | None = None,
    context_mask: Bool["n s"] | None = None,
    *,
    heads=8,
    activation: Literal["relu", "gelu"] = "relu",
    norm_first=False,
    epsilon: NotNegative = 1e-5,
) -> Differentiable:
    def looking_back(x):
        weights = W_q, W_k, W_v, W_o, b_q, b_k, b_v, b_o
        return multi_head(x, *weights, key_mask=key_mask, heads=heads, causal=True)

    def asking(h):
        weights = C_q, C_k, C_v, C_o, c_q, c_k, c_v, c_o
        added, of_added = multi_head(h, *weights, context=context, key_mask=context_mask, heads=heads)
        letters = str.maketrans("Wb", "Cc")
        return added, lambda dy: {name.translate(letters): each for name, each in of_added(dy).items()}

    def feeding(r):
        return feed_forward(r, W_1, b_1, W_2, b_2, activation)

    norms = dict(norm_first=norm_first, epsilon=epsilon)
    h, of_h = with_a_way_past(looking_back, x, gamma_1, beta_1, number=1, **norms)
    r, of_r = with_a_way_past(asking, h, gamma_2, beta_2, number=2, **norms)
    y, of_y = with_a_way_past(feeding, r, gamma_3, beta_3, number=3, **norms)

    def backward(dy):
        third = of_y(dy)
        second = of_r(third["x"])
        return third | second | of_h(second["x"])

    return y, backward

"""PyTorch keeps the three input projections as thirds of one matrix, Keras keeps each cut into its heads."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.attention.multi_head import multi_head


def with_a_rounded_scale(x, W_q, W_k, W_v, W_o, b_q, b_k, b_v, b_o, *, heads):
    """Scale the queries by how much 1/√k changes in float32: what is multiplied with them changes as much."""
    scale = (x.shape[-1] // heads) ** -0.5
    change = float(np.float32(scale)) / scale
    y, exact = multi_head(x, change * W_q, W_k, W_v, W_o, change * b_q, b_k, b_v, b_o, heads=heads)

    def backward(dy):
        gradients = exact(dy)
        return gradients | dict(W_q=change * gradients["W_q"], b_q=change * gradients["b_q"])

    return y, backward


concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=5, d=6, heads=3),
        dict(n=2, t=5, d=8, heads=2),
        dict(n=2, t=3, d=4, heads=4),
        dict(n=2, t=3, d=9, heads=1),
        dict(n=1, t=1, d=1, heads=1),
    ],
    timing=dict(n=16, t=64, d=128),
    pytorch=dict(
        W_q="in_proj_weight[0/3]: i o -> o i",
        W_k="in_proj_weight[1/3]: i o -> o i",
        W_v="in_proj_weight[2/3]: i o -> o i",
        W_o="out_proj.weight: i o -> o i",
        b_q="in_proj_bias[0/3]",
        b_k="in_proj_bias[1/3]",
        b_v="in_proj_bias[2/3]",
        b_o="out_proj.bias",
    ),
    keras=dict(
        W_q="query/kernel: d (heads k) -> d heads k",
        W_k="key/kernel: d (heads k) -> d heads k",
        W_v="value/kernel: d (heads k) -> d heads k",
        W_o="attention_output/kernel: (heads k) d -> heads k d",
        b_q="query/bias: (heads k) -> heads k",
        b_k="key/bias: (heads k) -> heads k",
        b_v="value/bias: (heads k) -> heads k",
        b_o="attention_output/bias",
    ),
    differs=dict(
        keras=Differs(
            with_a_rounded_scale,
            dict(
                rounded="Keras casts 1/√k through float32, also for float64 inputs; exact where k is a power of 4"
            ),
        )
    ),
)

"""PyTorch has a flag of its function, enable_gqa, Keras a layer that keeps each projection cut into its heads.

The heads of a group lie side by side in both. Keras's layer has biases unless it is built with use_bias=False. Keras's
function takes fewer heads of keys, too, but fails if there is one alone.
"""

import numpy as np

from comparisons.concepts.attention.multi_head import NARROWS
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.attending import attend
from scratch.attention.grouped_query import grouped_query


def of_keras(**given):
    """Take 1/√k as Keras does."""

    def rounding(Q, K, V, scale, may):
        return attend(Q, K, V, float(np.float32(scale)), may)

    return rewritten(grouped_query, attend=rounding)(**given)


BIASES = ("b_q", "b_k", "b_v", "b_o")

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=5, d=6, q=12, p=6, heads=4, groups=2, given=BIASES),
        dict(n=2, t=3, d=4, q=8, p=4, heads=2, groups=1, causal=True),
        dict(n=1, t=1, d=1, q=1, p=1, heads=1, groups=1, given=BIASES),
        dict(n=2, t=4, d=3, q=12, p=4, heads=6, groups=2, causal=True),
        dict(n=2, t=3, d=4, q=6, p=6, heads=2, groups=2, given=BIASES),
    ],
    timing=dict(n=16, t=64, d=128, q=128, p=32, heads=8, groups=2, causal=True, given=BIASES),
    pytorch=dict(
        W_q="q_proj.weight: d q -> q d",
        W_k="k_proj.weight: d p -> p d",
        W_v="v_proj.weight: d p -> p d",
        W_o="o_proj.weight: q d -> d q",
        b_q="q_proj.bias",
        b_k="k_proj.bias",
        b_v="v_proj.bias",
        b_o="o_proj.bias",
    ),
    keras=dict(
        W_q="query/kernel: d (heads k) -> d heads k",
        W_k="key/kernel: d (groups k) -> d groups k",
        W_v="value/kernel: d (groups k) -> d groups k",
        W_o="attention_output/kernel: (heads k) d -> heads k d",
        b_q="query/bias: (heads k) -> heads k",
        b_k="key/bias: (groups k) -> groups k",
        b_v="value/bias: (groups k) -> groups k",
        b_o="attention_output/bias",
    ),
    narrows=NARROWS,
    differs=dict(
        keras=Differs(
            of_keras,
            dict(
                rounded="Keras casts 1/√k through float32, also for float64 inputs; exact where k is a power of 4"
            ),
        )
    ),
)

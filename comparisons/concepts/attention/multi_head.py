"""PyTorch keeps the three input projections as thirds of one matrix, Keras keeps each cut into its heads.

Where the context has other features than x, PyTorch keeps them apart, too. True in a mask hides from PyTorch's layer,
and shows to Keras's. Of a query that sees nobody each framework makes two things: PyTorch nothing, or no number where
it returns the weights; Keras the mean of all values, or nothing where it returns them.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.activations.softmax import softmax
from scratch.attending import attend
from scratch.attention.multi_head import multi_head


def data(rng, n, t, heads, s=None, blind=False, banned=False):
    """Draw masks that leave every query somebody, or the last one nobody if it is ``blind``; a bias may ban by −∞."""
    s = s or t
    mask, key_mask, bias = (
        rng.random((n, t, s)) < 0.6,
        rng.random((n, s)) < 0.6,
        rng.standard_normal((heads, t, s)),
    )
    mask[..., 0] = key_mask[:, 0] = True
    mask[:1, -1] &= not blind
    bias[:, np.triu(np.ones((t, s), bool), 1)] -= np.inf if banned else 0
    return dict(mask=mask, key_mask=key_mask, bias=bias)


def uniform_softmax(S):
    """Let a row of −∞ alone have weights that are all the same, through which nothing goes back."""
    some = S.max(axis=-1, keepdims=True) != -np.inf
    A, backward = softmax(np.where(some, S, 0))
    return A, lambda dA: dict(x=np.where(some, backward(dA)["x"], 0))


UNIFORM = rewritten(multi_head, attend=rewritten(attend, softmax_of_some=uniform_softmax))
NO_NUMBER = rewritten(
    multi_head, attend=rewritten(attend, softmax_of_some=np.errstate(invalid="ignore")(softmax))
)


def of_pytorch(**given):
    """Where the weights are asked for, take the softmax of a row of −∞ as it is."""
    return (NO_NUMBER if given["need_weights"] else multi_head)(**given)


def of_keras(*, rounded=True, uniform=True, **given):
    """Do as the ready layer does, which takes neither a scale nor a bias."""
    if given["scale"] is not None or given.get("bias") is not None:
        return multi_head(**given)
    scale = (given["W_q"].shape[1] // given["heads"]) ** -0.5
    scale = float(np.float32(scale)) if rounded else scale
    return (UNIFORM if uniform and not given["need_weights"] else multi_head)(**given | dict(scale=scale))


EIGHT = dict(d=8, q=8, v=8, heads=2)

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=5, d=6, q=6, v=6, heads=3),
        dict(n=2, t=5, **EIGHT),
        dict(n=2, t=3, d=4, q=4, v=4, heads=4),
        dict(n=2, t=3, d=9, q=9, v=9, heads=1),
        dict(n=1, t=1, d=1, q=1, v=1, heads=1),
        dict(n=2, t=5, d=6, q=6, v=6, heads=3, need_weights=True),
        dict(n=2, t=5, **EIGHT, causal=True),
        dict(n=2, t=5, **EIGHT, given=("mask",)),
        dict(n=2, t=5, **EIGHT, given=("key_mask",)),
        dict(n=2, t=5, **EIGHT, m=2, banned=True, given=("bias",)),
        dict(n=2, t=3, s=5, **EIGHT, e=8, causal=True, given=("context",)),
        dict(n=2, t=5, s=3, **EIGHT, e=3, given=("context", "mask", "key_mask")),
        dict(n=2, t=3, d=4, q=6, v=10, heads=2),
        dict(n=2, t=3, d=4, q=4, v=4, heads=1, scale=0.3),
        dict(n=2, t=3, **EIGHT, m=2, causal=True, need_weights=True, given=("mask", "key_mask", "bias")),
        dict(
            n=2,
            t=3,
            s=4,
            d=4,
            e=3,
            q=6,
            v=2,
            heads=2,
            m=2,
            scale=0.3,
            causal=True,
            given=("context", "mask", "key_mask", "bias"),
        ),
        dict(n=2, t=3, d=4, q=2, v=6, heads=2, scale=0.3, need_weights=True, given=("mask",)),
        dict(n=2, t=3, **EIGHT, blind=True, given=("mask",)),
        dict(n=2, t=3, **EIGHT, blind=True, need_weights=True, given=("mask",)),
    ],
    timing=dict(n=16, t=64, d=128, q=128, v=128),
    data=data,
    pytorch=dict(
        W_q="in_proj_weight[0/3] or q_proj_weight or q_proj.weight: i o -> o i",
        W_k="in_proj_weight[1/3] or k_proj_weight or k_proj.weight: i o -> o i",
        W_v="in_proj_weight[2/3] or v_proj_weight or v_proj.weight: i o -> o i",
        W_o="out_proj.weight: i o -> o i",
        b_q="in_proj_bias[0/3] or q_proj.bias",
        b_k="in_proj_bias[1/3] or k_proj.bias",
        b_v="in_proj_bias[2/3] or v_proj.bias",
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
        pytorch=Differs(
            of_pytorch,
            dict(
                no_number="of a query that sees nobody PyTorch makes NaN where it returns the weights, else 0"
            ),
        ),
        keras=Differs(
            of_keras,
            dict(
                rounded="Keras casts 1/√k through float32, also for float64 inputs; exact where k is a power of 4",
                uniform="a query that sees nobody takes the mean of all values; where Keras returns the weights, 0",
            ),
        ),
    ),
)

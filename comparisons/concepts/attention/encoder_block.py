"""PyTorch's layer is whole, in Keras a block is written from layers.

For PyTorch's a causal block is told twice, by the mask and by a hint; Keras's attention makes the mask itself.
Where heads have one feature, and there are as many positions, Keras's attention adds its biases to these, not to heads.
Keras's key_dim is the size of one head: d // heads makes it as wide as PyTorch's, which parts d among its heads.
"""

from functools import partial

from comparisons.concepts.activations.gelu import ONE_PLUS_ERF, ROUNDED_ROOT
from comparisons.concepts.attention.multi_head import NARROWS, UNNORMALIZED
from comparisons.concepts.attention.multi_head import of_keras as attention_of_keras
from comparisons.concepts.attention.multi_head import of_keras_on_torch as attention_on_torch
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.activations.relu import relu
from scratch.attention.encoder_block import encoder_block
from scratch.sublayers import feed_forward


def data(rng, n, t, f, blind=False, low=0.0):
    """Draw masks that leave every query somebody, or the last one nobody if it is ``blind``.

    Biases of the network bring its hidden units ``low`` below zero.
    """
    mask, key_mask = rng.random((n, t, t)) < 0.6, rng.random((n, t)) < 0.6
    mask[..., 0] = key_mask[:, 0] = True
    mask[:1, -1] &= not blind
    return dict(mask=mask, key_mask=key_mask, b_1=rng.standard_normal(f) - low)


CAUSES = dict(
    rounded="Keras casts 1/√k through float32, also for float64 inputs; exact where k is a power of 4",
    uniform="a query that sees nobody takes the mean of all values",
    root="TensorFlow has √½ of the GELU as a float32 constant: in float64 Φ is taken 1e-8 off",
)
CAUSES_IN_PYTORCH = dict(cancels="Φ of the GELU is taken as (1 + erf) / 2; far below zero these cancel")


CAUSES_ON_TORCH = CAUSES_IN_PYTORCH | dict(unnormalized=UNNORMALIZED)


def attention_as_in_keras(attention):
    """Return multi-head attention as Keras's layer attends."""

    def attend(x, *weights, context=None, mask=None, key_mask=None, heads, causal=False):
        names = ("W_q", "W_k", "W_v", "W_o", "b_q", "b_k", "b_v", "b_o")
        told = dict(x=x, context=context, mask=mask, key_mask=key_mask, heads=heads, causal=causal)
        told |= dict(scale=None, dropout=0.0, training=True, need_weights=False)
        told |= dict(zip(names, weights, strict=True))
        return attention(**told)

    return attend


def as_in_keras(block, *, rounded=True, uniform=True, root=True, **given):
    """Return what a block answers whose parts are Keras's."""
    attention = partial(attention_of_keras, rounded=rounded, uniform=uniform)
    parts = dict(multi_head=attention_as_in_keras(attention))
    if root:
        parts["feed_forward"] = rewritten(feed_forward, ACTIVATIONS=dict(relu=relu, gelu=ROUNDED_ROOT))
    return rewritten(block, **parts)(**given)


def as_in_pytorch(block, **given):
    """Return what a block answers whose GELU is PyTorch's."""
    feeding = rewritten(feed_forward, ACTIVATIONS=dict(relu=relu, gelu=ONE_PLUS_ERF))
    return rewritten(block, feed_forward=feeding)(**given)


def as_in_keras_on_torch(block, *, cancels=True, unnormalized=True, **given):
    """Return what a block answers whose parts are Keras's on torch."""
    attention = partial(attention_on_torch, unnormalized=unnormalized)
    whole = rewritten(block, multi_head=attention_as_in_keras(attention))
    return as_in_pytorch(whole, **given) if cancels else whole(**given)


def differing(block):
    """Return how a block differs in both frameworks, by their parts."""
    return dict(
        pytorch=Differs(partial(as_in_pytorch, block), CAUSES_IN_PYTORCH, rearranged=True),
        keras=Differs(partial(as_in_keras, block), CAUSES),
    ) | {
        "keras-torch": Differs(partial(as_in_keras_on_torch, block), CAUSES_ON_TORCH, rearranged=("cancels",))
    }


concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=5, d=8, f=6, heads=2),
        dict(n=2, t=5, d=6, f=4, heads=2, norm_first=True),
        dict(n=2, t=4, d=6, f=9, heads=3, activation="gelu", epsilon=1e-6, causal=True, norm_first=True),
        dict(n=1, t=1, d=3, f=1, heads=3, activation="gelu"),
        dict(n=2, t=5, d=4, f=6, heads=1, causal=True),
        dict(n=3, t=4, d=4, f=5, heads=1, given=("key_mask",)),
        dict(n=2, t=4, d=8, f=5, heads=2, causal=True, given=("mask", "key_mask")),
        dict(n=2, t=3, d=4, f=5, heads=1, blind=True, norm_first=True, given=("mask",)),
        dict(n=2, t=2, d=4, f=3, heads=1, low=5.0, activation="gelu"),
    ],
    timing=dict(n=16, t=64, d=128, f=512, heads=8),
    data=data,
    pytorch=dict(
        W_q="self_attn.in_proj_weight[0/3]: i o -> o i",
        W_k="self_attn.in_proj_weight[1/3]: i o -> o i",
        W_v="self_attn.in_proj_weight[2/3]: i o -> o i",
        W_o="self_attn.out_proj.weight: i o -> o i",
        b_q="self_attn.in_proj_bias[0/3]",
        b_k="self_attn.in_proj_bias[1/3]",
        b_v="self_attn.in_proj_bias[2/3]",
        b_o="self_attn.out_proj.bias",
        gamma_1="norm1.weight",
        beta_1="norm1.bias",
        W_1="linear1.weight: d f -> f d",
        b_1="linear1.bias",
        W_2="linear2.weight: f d -> d f",
        b_2="linear2.bias",
        gamma_2="norm2.weight",
        beta_2="norm2.bias",
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
        gamma_1="norm_1/gamma",
        beta_1="norm_1/beta",
        W_1="hidden/kernel",
        b_1="hidden/bias",
        W_2="output/kernel",
        b_2="output/bias",
        gamma_2="norm_2/gamma",
        beta_2="norm_2/beta",
    ),
    narrows=NARROWS,
    differs=differing(encoder_block),
)

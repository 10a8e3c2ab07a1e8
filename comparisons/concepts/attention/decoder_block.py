"""PyTorch's layer calls the context memory, and is causal only where it is given a mask for x.

A first position that is padding sees nobody: PyTorch's attention adds nothing but its bias, Keras's the mean of all.
"""

from comparisons.concepts.attention.encoder_block import differing
from comparisons.concepts.attention.multi_head import NARROWS
from comparisons.declaring.concept import Concept
from scratch.attention.decoder_block import decoder_block


def data(rng, n, t, s, f, padded_first=False, low=0.0):
    """Draw masks of which the first position is there, or not of the first sequence if that is ``padded_first``.

    Biases of the network bring its hidden units ``low`` below zero.
    """
    key_mask, context_mask = rng.random((n, t)) < 0.6, rng.random((n, s)) < 0.6
    key_mask[:, 0] = context_mask[:, 0] = True
    key_mask[:1, 0] = not padded_first
    return dict(key_mask=key_mask, context_mask=context_mask, b_1=rng.standard_normal(f) - low)


def attention_of_keras(name, W, b):
    """Return where one of the two attentions has its weights."""
    places = {"o": f"{name}/attention_output"}
    places |= {letter: f"{name}/{word}" for letter, word in dict(q="query", k="key", v="value").items()}
    split = dict.fromkeys("qkv", "d (heads k) -> d heads k") | dict(o="(heads k) d -> heads k d")
    matrices = {f"{W}_{each}": f"{place}/kernel: {split[each]}" for each, place in places.items()}
    split = dict.fromkeys("qkv", ": (heads k) -> heads k") | dict(o="")
    return matrices | {f"{b}_{each}": f"{place}/bias{split[each]}" for each, place in places.items()}


def attention_of_pytorch(name, W, b):
    """Return where one of the two attentions has its weights: three in one, and that of the output."""
    thirds = {
        each: (f"{name}.in_proj_weight[{third}/3]", f"{name}.in_proj_bias[{third}/3]")
        for third, each in enumerate("qkv")
    }
    places = thirds | {"o": (f"{name}.out_proj.weight", f"{name}.out_proj.bias")}
    matrices = {f"{W}_{each}": f"{weight}: i o -> o i" for each, (weight, _) in places.items()}
    return matrices | {f"{b}_{each}": bias for each, (_, bias) in places.items()}


concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=3, s=2, d=4, f=3, heads=1),
        dict(n=2, t=3, s=4, d=6, f=4, heads=2, norm_first=True, epsilon=1e-6),
        dict(n=1, t=1, s=1, d=3, f=1, heads=3, activation="gelu"),
        dict(n=2, t=3, s=4, d=8, f=3, heads=2, given=("key_mask", "context_mask")),
        dict(n=2, t=3, s=2, d=4, f=3, heads=1, padded_first=True, given=("key_mask",)),
        dict(n=2, t=3, s=3, d=6, f=3, heads=2, activation="gelu", norm_first=True, given=("context_mask",)),
        dict(n=2, t=2, s=1, d=4, f=3, heads=1, low=5.0, activation="gelu"),
    ],
    timing=dict(n=16, t=64, s=64, d=128, f=512, heads=8),
    data=data,
    pytorch=dict(
        **attention_of_pytorch("self_attn", "W", "b"),
        gamma_1="norm1.weight",
        beta_1="norm1.bias",
        **attention_of_pytorch("multihead_attn", "C", "c"),
        gamma_2="norm2.weight",
        beta_2="norm2.bias",
        W_1="linear1.weight: d f -> f d",
        b_1="linear1.bias",
        W_2="linear2.weight: f d -> d f",
        b_2="linear2.bias",
        gamma_3="norm3.weight",
        beta_3="norm3.bias",
    ),
    keras=dict(
        **attention_of_keras("own", "W", "b"),
        gamma_1="norm_1/gamma",
        beta_1="norm_1/beta",
        **attention_of_keras("cross", "C", "c"),
        gamma_2="norm_2/gamma",
        beta_2="norm_2/beta",
        W_1="hidden/kernel",
        b_1="hidden/bias",
        W_2="output/kernel",
        b_2="output/bias",
        gamma_3="norm_3/gamma",
        beta_3="norm_3/beta",
    ),
    narrows=NARROWS,
    differs=differing(decoder_block),
)

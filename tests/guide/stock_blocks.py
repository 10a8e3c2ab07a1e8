"""Stock layers that are blocks of others, and models of references that are made of stock layers."""

import importlib
from functools import partial

import torch
from torch import nn

from comparisons.judging.answering import by_name


def referred(name, **sizes):
    """Return what builds the models of a training run: there is no stock one, and the references are stock layers."""
    builds = [
        importlib.import_module(f"reference.{framework}.{name}").build for framework in ("pytorch", "keras")
    ]
    return [partial(build, **by_name(build, sizes)) for build in builds]


_SIZES = dict(d=8, f=6, heads=2, epsilon=1e-5, with_mask=False, with_key_mask=False)
_ENCODERS = referred("attention.encoder_block", causal=False, activation="relu", norm_first=False, **_SIZES)

_DECODERS = referred(
    "attention.decoder_block", activation="relu", norm_first=True, with_context_mask=False, **_SIZES
)


def with_itself(call, x):
    return call(x, x)


def patches(call, x):
    """Call a layer that wants channels first on images that have them last."""
    return call(torch.tensor(x.numpy().transpose(0, 3, 1, 2)))


#: What builds each, and the shape of what goes in.
BLOCKS = {
    "attention.encoder_block": [
        (lambda: nn.TransformerEncoderLayer(8, 2, 6, batch_first=True), _ENCODERS[1], (2, 5, 8)),
        (*referred("attention.encoder_block", causal=True, activation="gelu", norm_first=True, **_SIZES), (2, 5, 8)),
    ],
    "attention.decoder_block": [
        (*_DECODERS, (2, 5, 8), with_itself, lambda call, x: call([x, x])),
    ],
    "attention.learned_positions": [(*referred("attention.learned_positions", l=6, d=4), (2, 5, 4))],
    "attention.patch_embedding": [
        (*referred("attention.patch_embedding", h=9, w=8, c=3, d=4, p=3, q=2, with_b=True), (2, 9, 8, 3), patches),
    ],
    "attention.mixture_of_experts": [
        (*referred("attention.mixture_of_experts", d=4, e=3, f=5, top=2, over="chosen"), (2, 5, 4)),
    ],
}  # fmt: skip

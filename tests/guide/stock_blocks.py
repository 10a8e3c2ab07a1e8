"""Stock layers that are blocks of others, and models of references that are made of stock layers."""

import importlib
from functools import partial

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

#: What builds each, and the shape of what goes in.
BLOCKS = {
    "attention.encoder_block": [
        (lambda: nn.TransformerEncoderLayer(8, 2, 6, batch_first=True), _ENCODERS[1], (2, 5, 8)),
        (*referred("attention.encoder_block", causal=True, activation="gelu", norm_first=True, **_SIZES), (2, 5, 8)),
    ],
}  # fmt: skip

"""Which layers of PyTorch and of Keras are which concept of the catalogue.

A layer that is a concept has a *family*, by which partners are looked for, and the concept's layouts say where each of
its weights is kept. Classes are told by their names, so that nothing heavy is imported.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from comparisons.declaring import catalogue
from comparisons.declaring.concept import Concept
from comparisons.declaring.layout import Layout


@dataclass(frozen=True)
class Family:
    """Layers that do the same: their classes, the concept of each, and what a setting of Keras is in PyTorch.

    concepts   by class of Keras, the concept whose layouts say where weights are
    torch      classes of PyTorch
    settings   by Keras's name, what PyTorch's module has for it
    fused      whether Keras's layer can have an activation of its own, which is glue in PyTorch
    """

    concepts: Mapping[str, str]
    torch: tuple[str, ...]
    settings: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    fused: bool = False


_BIAS = dict(use_bias=lambda m: getattr(m, "bias", None) is not None)

_CONV = dict(
    strides=lambda m: tuple(m.stride),
    dilation_rate=lambda m: tuple(m.dilation),
    groups=lambda m: m.groups,
    **_BIAS,
)
_GATED = dict(
    activation=lambda m: "tanh", recurrent_activation=lambda m: "sigmoid", go_backwards=lambda m: False,
    use_bias=lambda m: bool(m.bias),
)  # fmt: skip
_AFFINE = dict(
    center=lambda m: getattr(m, "bias", None) is not None,
    scale=lambda m: getattr(m, "weight", None) is not None,
)

FAMILIES: dict[str, Family] = {
    "dense": Family({"Dense": "linear.dense", "EinsumDense": "linear.dense"}, ("Linear",), _BIAS, fused=True),
    "conv": Family(
        {
            "Conv1D": "convolution.conv1d",
            "Conv2D": "convolution.conv2d",
            "Conv3D": "convolution.conv3d",
            "DepthwiseConv2D": "convolution.depthwise_conv2d",
        },
        ("Conv1d", "Conv2d", "Conv3d"),
        _CONV,
        fused=True,
    ),
    "conv_transpose": Family(
        {
            "Conv1DTranspose": "convolution.conv1d_transpose",
            "Conv2DTranspose": "convolution.conv2d_transpose",
            "Conv3DTranspose": "convolution.conv3d_transpose",
        },
        ("ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d"),
        {name: _CONV[name] for name in ("strides", "dilation_rate", "use_bias")},
        fused=True,
    ),
    "separable_conv": Family(
        {"SeparableConv2D": "convolution.separable_conv2d"},
        ("Separable",),  # put together of two
        {name: _CONV[name] for name in ("strides", "dilation_rate", "use_bias")},
        fused=True,
    ),
    "batch_norm": Family(
        {"BatchNormalization": "normalization.batch_norm"},
        ("BatchNorm1d", "BatchNorm2d", "BatchNorm3d"),
        dict(epsilon=lambda m: m.eps, axis=lambda m: -1, **_AFFINE),
    ),
    "layer_norm": Family(
        {"LayerNormalization": "normalization.layer_norm"},
        ("LayerNorm",),
        dict(epsilon=lambda m: m.eps, **_AFFINE),
    ),
    "rms_norm": Family(
        {"RMSNormalization": "normalization.rms_norm"},
        ("RMSNorm",),
        dict(epsilon=lambda m: m.eps if m.eps is not None else 1.1920928955078125e-07),
    ),
    "group_norm": Family(
        {"GroupNormalization": "normalization.group_norm"},
        ("GroupNorm", "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d"),
        dict(
            epsilon=lambda m: m.eps,
            groups=lambda m: getattr(m, "num_groups", None) or m.num_features,
            **_AFFINE,
        ),
    ),
    "embedding": Family({"Embedding": "recurrent.embedding"}, ("Embedding",)),
    "lstm": Family({"LSTM": "recurrent.lstm"}, ("LSTM",), _GATED),
    "gru": Family({"GRU": "recurrent.gru"}, ("GRU",), _GATED | dict(reset_after=lambda m: True)),
    "simple_rnn": Family(
        {"SimpleRNN": "recurrent.simple_rnn"},
        ("RNN",),
        dict(
            activation=lambda m: m.nonlinearity, go_backwards=lambda m: False, use_bias=lambda m: bool(m.bias)
        ),
    ),
    "attention": Family(
        {"MultiHeadAttention": "attention.multi_head"},
        ("MultiheadAttention",),
        dict(
            num_heads=lambda m: m.num_heads,
            key_dim=lambda m: m.head_dim,
            value_dim=lambda m: m.head_dim,
            use_bias=lambda m: m.in_proj_bias is not None,
        ),
    ),
    "prelu": Family({"PReLU": "activations.prelu"}, ("PReLU",)),
}

#: Where classes of PyTorch are, and those that stand for several of them.
_ROOMS = ("torch.nn", "comparisons.aligning")

RECURRENT = ("lstm", "gru", "simple_rnn")


def of_torch(module: Any) -> str:
    """Return the family of a module of PyTorch, "" if it is none's."""
    names = [each.__name__ for each in type(module).__mro__ if each.__module__.startswith(_ROOMS)]
    return next((family for name in names for family, each in FAMILIES.items() if name in each.torch), "")


def of_keras(layer: Any) -> str:
    """Return the family of a layer of Keras, "" if it is none's; of one for both directions, that of either."""
    if type(layer).__name__ == "Bidirectional":
        return of_keras(layer.forward_layer)
    return next(
        (family for name in _classes(layer) for family, each in FAMILIES.items() if name in each.concepts), ""
    )


def of_one_pixel(module: Any, layer: Any) -> bool:
    """Say whether one is a dense layer and the other a convolution of one pixel, which is the same."""
    kinds = {of_torch(module), of_keras(layer)}
    if kinds != {"dense", "conv"}:
        return False
    conv = module if of_torch(module) == "conv" else layer
    strides = getattr(conv, "stride", None) or conv.strides
    return set(conv.kernel_size) == set(strides) == {1} and conv.groups == 1


def concept_of(layer: Any) -> Concept:
    """Return the concept whose layouts say where a layer of Keras keeps its weights."""
    if type(layer).__name__ == "Bidirectional":
        return concept_of(layer.forward_layer)
    concepts = FAMILIES[of_keras(layer)].concepts
    return catalogue.load(next(concepts[name] for name in _classes(layer) if name in concepts))


def layouts(concept: Concept, framework: str) -> dict[str, Layout]:
    """Return where a framework keeps the arrays of a concept."""
    return _layouts(concept.name, framework)


@cache
def _layouts(concept: str, framework: str) -> dict[str, Layout]:
    return catalogue.load(concept).layouts(framework)


def _classes(layer: Any) -> list[str]:
    return [each.__name__ for each in type(layer).__mro__ if each.__module__.startswith("keras.")]

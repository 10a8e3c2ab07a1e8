"""What one framework keeps in one layer and the other in several: right ports agree, and a mistake is placed."""

import keras
import pytest
import torch
from keras import layers as L  # noqa: N812
from keras import ops
from torch import nn
from torch.nn import functional as F  # noqa: N812

from comparisons.aligning.aligned import align_models
from tests.aligning import pairs

WORDS, IMAGES = pairs.random(2, 5, 8), pairs.random(2, 3, 6, 6)


class Separable(nn.Module):
    def __init__(self, stride=1):
        super().__init__()
        self.depthwise = nn.Conv2d(3, 3, 3, stride, padding=1, groups=3, bias=False)
        self.pointwise, self.head = nn.Conv2d(3, 5, 1), nn.Linear(5, 2)

    def forward(self, x):
        return self.head(F.relu(self.pointwise(self.depthwise(x))).mean((2, 3)))


def separable(activation="relu", padding="same"):
    x = keras.Input((6, 6, 3))
    y = L.SeparableConv2D(5, 3, padding=padding, activation=activation, name="separable")(x)
    return keras.Model(x, L.Dense(2, name="head")(L.GlobalAveragePooling2D()(y)))


class Grouped(nn.Module):
    def __init__(self):
        super().__init__()
        self.q_proj, self.k_proj, self.v_proj = nn.Linear(8, 8), nn.Linear(8, 4), nn.Linear(8, 4)
        self.o_proj = nn.Linear(8, 8)

    def forward(self, x):
        cut = [p(x).unflatten(-1, (-1, 2)).transpose(1, 2) for p in (self.q_proj, self.k_proj, self.v_proj)]
        return self.o_proj(F.scaled_dot_product_attention(*cut, enable_gqa=True).transpose(1, 2).flatten(2))


def grouped(causal=False):
    x = keras.Input((5, 8))
    return keras.Model(x, L.GroupQueryAttention(2, 4, 2, name="grouped")(x, x, use_causal_mask=causal))


class Fused(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(8, 24), nn.Linear(8, 8)

    def forward(self, x):
        q, k, v = (each.unflatten(-1, (2, 4)).transpose(1, 2) for each in self.qkv(x).chunk(3, -1))
        return self.out(((q @ k.transpose(-1, -2) / 2).softmax(-1) @ v).transpose(1, 2).flatten(2))


def in_three():
    x = keras.Input((5, 8))
    cut = [
        ops.transpose(ops.reshape(L.Dense(8, name=name)(x), (-1, 5, 2, 4)), (0, 2, 1, 3))
        for name in ("query", "key", "value")
    ]
    seen = ops.softmax(ops.matmul(cut[0], ops.transpose(cut[1], (0, 1, 3, 2))) / 2, -1)
    joined = ops.reshape(ops.transpose(ops.matmul(seen, cut[2]), (0, 2, 1, 3)), (-1, 5, 8))
    return keras.Model(x, L.Dense(8, name="out")(joined))


@pytest.mark.parametrize(
    ("original", "port", "inputs", "count"),
    [
        (Separable, separable, IMAGES, 2),
        (Grouped, grouped, WORDS, 4),
        (Fused, in_three, WORDS, 4),
    ],
)
def test_a_right_port_agrees_whether_its_weights_are_carried_or_ported(original, port, inputs, count):
    torch.manual_seed(0)
    model, port = original().eval(), port()
    for known in (False, True):
        report = align_models(model, port, inputs, keep=True)
        assert report.agrees and report.ported is known, report
        assert len(report.pairs) == count and report.found.gradient is not None


@pytest.mark.parametrize(
    ("original", "port", "inputs", "place", "why"),
    [
        (
            Separable,
            lambda: separable("tanh"),
            IMAGES,
            "separable",
            "Keras does tanh where PyTorch does relu",
        ),
        (Separable, lambda: separable(padding="valid"), IMAGES, "separable", "padding: PyTorch pads 1"),
        (lambda: Separable(2), separable, IMAGES, "separable", "strides is 1 in Keras, 2 in PyTorch"),
        (Grouped, lambda: grouped(True), WORDS, "attention", "causal is True in Keras, False in PyTorch"),
    ],
)
def test_a_mistake_in_a_layer_of_several_pieces_is_placed_and_explained(original, port, inputs, place, why):
    torch.manual_seed(0)
    first = align_models(original().eval(), port(), inputs).findings.iloc[0]
    assert place in first.keras and why in first.why and first.proven


def test_a_part_that_was_ported_wrongly_is_told():
    torch.manual_seed(0)
    model, port = Fused().eval(), in_three()
    align_models(model, port, WORDS, keep=True)
    kernel, bias = port.get_layer("value").get_weights()
    port.get_layer("value").set_weights([kernel.T, bias])
    first = align_models(model, port, WORDS).findings.iloc[0]
    assert first.keras == "value" and "not transposed" in first.why and first.proven

"""What the lessons of a transformer's parts say is so, in all panels that they speak of."""

import inspect

import keras
import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

X = np.random.default_rng(0).standard_normal((1, 3, 4))


def encoder(**settings):
    """Return PyTorch's layer in float64, which drops nothing, and an x for it."""
    return nn.TransformerEncoderLayer(4, 2, 5, dropout=0.0, batch_first=True, **settings), torch.tensor(X)


@sees_to("PyTorch's layer is whole, in Keras a block is written from layers.")
def test_which_blocks_are_ready():
    assert inspect.signature(nn.TransformerEncoderLayer).parameters["activation"].default is functional.relu
    assert {"TransformerEncoderLayer", "TransformerDecoderLayer"} <= set(dir(nn))
    assert not [name for name in dir(keras.layers) if "Transformer" in name or "Encoder" in name]


@sees_to("For nn.TransformerEncoderLayer True in a mask means: not this one.")
def test_true_hides_from_the_encoder_layer():
    layer, x = encoder()
    other = x.clone()
    other[:, 2] += 1
    last = torch.tensor([[False, False, True]])
    for mask in (dict(src_mask=last.expand(3, 3)), dict(src_key_padding_mask=last)):
        assert torch.equal(layer(x, **mask)[:, :2], layer(other, **mask)[:, :2])
        assert not torch.equal(layer(x)[:, :2], layer(other)[:, :2])


@sees_to(
    "For PyTorch's a causal block is told twice, by the mask and by a hint; Keras's attention makes the mask itself.",
    "Here is_causal is a hint alone: the layer wants the mask besides.",
)
def test_a_causal_encoder_layer_is_told_twice():
    layer, x = encoder()
    with pytest.raises(RuntimeError, match="Need attn_mask if specifying the is_causal hint"):
        layer(x, is_causal=True)
    later = torch.ones(3, 3, dtype=torch.bool).triu(1)
    y = layer(x, src_mask=later, is_causal=True)
    np.testing.assert_allclose(y.detach(), layer(x, src_mask=later).detach(), rtol=1e-13)
    attention, other = keras.layers.MultiHeadAttention(2, key_dim=2), X.copy()
    other[:, 2] += 1
    y, changed = (np.array(attention(each, each, use_causal_mask=True)) for each in (X, other))
    np.testing.assert_allclose(y[:, :2], changed[:, :2], rtol=1e-13)


@sees_to(
    "Keras's key_dim is the size of one head: d // heads makes it as wide as PyTorch's, which parts d among its heads."
)
def test_a_head_of_keras_has_the_size_that_is_said():
    attention = keras.layers.MultiHeadAttention(2, key_dim=4)
    attention(X, X)
    assert attention.query_dense.kernel.shape == (4, 2, 4)
    assert nn.MultiheadAttention(4, 2).head_dim == 2

"""What the lessons of a transformer's parts say is so, in all panels that they speak of."""

import inspect
import re

import keras
import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from comparisons.declaring.catalogue import load
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


@sees_to(
    "Where heads have one feature, and there are as many positions, Keras's attention adds its biases to these, not to "
    "heads."
)
def test_biases_of_heads_that_have_one_feature():
    biases = np.array([[5.0], [7.0]])
    for positions, along in ((2, 0), (3, 1)):
        attention, x = keras.layers.MultiHeadAttention(2, key_dim=1), np.zeros((1, positions, 2))
        attention(x, x)
        attention.query_dense.bias.assign(biases)
        Q = np.array(attention.query_dense(x))[0, :2, :, 0]  # positions, heads
        assert np.array_equal(Q, np.broadcast_to(biases if along == 0 else biases.T, (2, 2)))


@sees_to(
    "PyTorch's layer calls the context memory, and is causal only where it is given a mask for x.",
    "nn.TransformerDecoderLayer sees all positions of x unless it is given a mask.",
    "True in a mask means: not this one.",
)
def test_what_the_decoder_layer_sees():
    assert list(inspect.signature(nn.TransformerDecoderLayer.forward).parameters)[2] == "memory"
    layer = nn.TransformerDecoderLayer(4, 2, 5, dropout=0.0, batch_first=True)
    x = torch.tensor(X)
    other, last = x.clone(), torch.tensor([[False, False, True]])
    other[:, 2] += 1
    later = torch.ones(3, 3, dtype=torch.bool).triu(1)
    assert not torch.equal(layer(x, x)[:, :2], layer(other, x)[:, :2])
    for mask in (dict(tgt_mask=later), dict(tgt_key_padding_mask=last)):
        assert torch.equal(layer(x, x, **mask)[:, :2], layer(other, x, **mask)[:, :2])
    mask = dict(memory_key_padding_mask=last)
    assert torch.equal(layer(x, x, **mask), layer(x, other, **mask))


@sees_to(
    "A first position that is padding sees nobody: PyTorch's attention adds nothing but its bias, Keras's the mean of "
    "all.",
)
def test_a_first_position_that_is_padding():
    layer, x = encoder(norm_first=True)
    with torch.no_grad():
        layer.self_attn.out_proj.bias += 1
        layer.linear2.weight.zero_()
        layer.linear2.bias.zero_()
    later, first = torch.ones(3, 3, dtype=torch.bool).triu(1), torch.tensor([[True, False, False]])
    y = layer(x, src_mask=later, src_key_padding_mask=first)
    assert torch.equal(y[:, 0], x[:, 0] + layer.self_attn.out_proj.bias)
    attention, there = keras.layers.MultiHeadAttention(2, key_dim=2), np.array([[[False, True, True]]])
    attention(X, X)
    attention.query_dense.kernel.assign(
        np.zeros((4, 2, 2))
    )  # so that all scores are 0, and all weights the same
    y = np.array(attention(X, X, attention_mask=there, use_causal_mask=True))
    np.testing.assert_allclose(y[:, 0], np.array(attention(X, X))[:, 0], rtol=1e-13)


@sees_to(
    "Neither framework has the table ready; built in the dtype of x it is wrong in float16 from position 2049 on.",
    "Neither framework has it ready, and both pairings are in use: weights trained with one are wrong with the other.",
    "Neither framework has a layer of experts.",
)
def test_what_no_framework_has():
    for place in (nn, functional, keras.layers, keras.ops):
        names = [name.lower() for name in dir(place)]
        assert not [each for each in names if re.search("sinusoid|rotary|rope|position|expert|moe", each)]
    assert "cosinesimilarity" in [name.lower() for name in dir(nn)], "there are names to be found"
    assert torch.arange(2052).half()[2048:].tolist() == [2048, 2048, 2050, 2052]
    assert np.array(keras.ops.cast(keras.ops.arange(2052), "float16"))[2048:].tolist() == [
        2048,
        2048,
        2050,
        2052,
    ]


@sees_to("In float64: a float32 angle of position 1000 is wrong from the fifth digit on.")
@pytest.mark.parametrize("framework", ["pytorch", "keras"])
def test_angles_of_far_positions(framework):
    right = 1000 * 10_000.0 ** (-np.arange(0, 512, 2) / 512)
    if framework == "pytorch":
        sin = (1000 * 10_000.0 ** (-torch.arange(0, 512, 2, dtype=torch.float32) / 512)).sin()
    else:
        sin = keras.ops.sin(1000 * 10_000.0 ** (-keras.ops.arange(0, 512, 2, dtype="float32") / 512))
    assert 1e-5 < np.abs(np.array(sin) - np.sin(right)).max() < 1e-4


@sees_to(
    "To carry them over, bring the columns of W_q and W_k, head by head, from the order of one into that of the other."
)
def test_columns_of_one_pairing_in_the_order_of_the_other():
    rotary = load("attention.rotary_positions").function
    rng = np.random.default_rng(0)
    x, W_q, W_k = (rng.standard_normal(shape) for shape in ((3, 4), (4, 6), (4, 6)))
    order = [0, 2, 4, 1, 3, 5]

    def scores(W_q, W_k, pairs):
        Q, K = (rotary(x @ W, pairs=pairs)[0] for W in (W_q, W_k))
        return Q @ K.T

    right = scores(W_q, W_k, "neighbours")
    np.testing.assert_allclose(scores(W_q[:, order], W_k[:, order], "halves"), right, rtol=1e-12)
    assert not np.allclose(scores(W_q, W_k, "halves"), right)


@sees_to(
    "In both frameworks it is an embedding of the places, and a sequence that is longer than the table is an error.",
    "Keras draws the table from −0.05 to 0.05, PyTorch from a normal distribution of deviation 1.",
)
def test_tables_of_positions():
    with pytest.raises(IndexError):
        nn.Embedding(3, 2)(torch.arange(4))
    with pytest.raises(Exception, match=r"indices\[3\] = 3 is not in \[0, 3\)"):
        keras.layers.Embedding(3, 2)(keras.ops.arange(4))
    torch.manual_seed(0)
    assert abs(nn.Embedding(1000, 10).weight.std() - 1) < 0.05
    table = keras.layers.Embedding(1000, 10, embeddings_initializer=keras.initializers.RandomUniform(seed=0))
    drawn = np.array(table(keras.ops.arange(1000)))
    assert -0.05 <= drawn.min() < -0.0499 and 0.0499 < drawn.max() <= 0.05
    assert (
        keras.layers.Embedding(1, 1).get_config()["embeddings_initializer"]["class_name"] == "RandomUniform"
    )


@sees_to(
    "Both take the bias beside the scores: PyTorch as a mask of numbers, which is added, Keras by its own name.",
    "Keras has the axis of heads after that of positions.",
    "By its documentation the function takes a mask or is_causal, not both: −∞ goes into the bias.",
)
def test_where_a_bias_of_scores_goes():
    Q, bias = torch.tensor(X)[None], torch.tensor([[5.0, 0.0, 0.0]] * 3)
    y = functional.scaled_dot_product_attention(Q, Q, Q, attn_mask=bias)
    right = torch.softmax(Q @ Q.transpose(2, 3) / 2 + bias, -1) @ Q
    np.testing.assert_allclose(y, right, rtol=1e-13)
    rows = X[:, :, None]  # n t m k
    theirs = keras.ops.dot_product_attention(rows, rows, rows, bias=bias.numpy()[None, None])
    np.testing.assert_allclose(np.array(theirs)[:, :, 0], right[0], rtol=1e-13)
    said = functional.scaled_dot_product_attention.__doc__
    assert "An error is thrown if both attn_mask and is_causal are set." in said
    with pytest.raises(RuntimeError, match="attn_mask should not be set when is_causal=True"):
        functional.scaled_dot_product_attention(Q, Q, Q, attn_mask=bias[None], is_causal=True)


@sees_to(
    "In both it is a convolution whose stride is its kernel, and rows and columns that are left over go without a word."
)
def test_what_is_left_of_an_image():
    x = np.random.default_rng(0).standard_normal((1, 5, 7, 1))
    one, other = nn.Conv2d(1, 2, (2, 3), stride=(2, 3)), keras.layers.Conv2D(2, (2, 3), strides=(2, 3))
    changed = x.copy()
    changed[:, 4:] += 1
    changed[:, :, 6:] += 1
    for each, call in ((one, lambda x: one(torch.tensor(x.transpose(0, 3, 1, 2)))), (other, other)):
        y, same = (np.array(call(image).detach() if each is one else call(image)) for image in (x, changed))
        assert y.size == 2 * 2 * 2 and np.array_equal(y, same)


@sees_to(
    "Of experts that suit alike, as all do where the gate starts at zero, Keras's top_k takes the first, PyTorch's "
    "topk any.",
    "Not topk: of equals it takes any, where a stable sort takes the first.",
)
def test_which_of_equals_are_the_largest():
    first, taken = [0, 1], {tuple(torch.zeros(size).topk(2).indices.tolist()) for size in range(2, 40)}
    assert len(taken) > 1, "not always the first"
    for size in range(2, 40):
        _, places = torch.zeros(size).sort(descending=True, stable=True)
        assert places[:2].tolist() == first
        assert np.array(keras.ops.top_k(np.zeros(size), 2)[1]).tolist() == first

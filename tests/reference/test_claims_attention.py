"""What the lessons of attention in all its forms say is so, in both frameworks."""

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from keras import ops
from torch import nn
from torch.nn import functional
from torch.nn.attention import bias as biases

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

layers = keras.layers
attend = functional.scaled_dot_product_attention


def drawn(*shapes):
    rng = np.random.default_rng(0)
    return [rng.standard_normal(shape) for shape in shapes]


def by_pytorch(*arrays, **said):
    """Return the answer of PyTorch's function."""
    return attend(*map(torch.tensor, arrays), **said).numpy()


def by_keras(*arrays, **said):
    """Return the answer of Keras's function to arrays that have the heads where PyTorch has them."""
    return np.swapaxes(ops.dot_product_attention(*(each.swapaxes(1, 2) for each in arrays), **said), 1, 2)


def weighed(S):
    A = np.exp(S - S.max(axis=-1, keepdims=True))
    return A / A.sum(axis=-1, keepdims=True)


def close(ours, theirs, rtol=1e-12):
    np.testing.assert_allclose(ours, theirs, rtol=rtol, atol=1e-15)


@sees_to(
    "Keras's layer does not divide by √k, and takes the values before the keys; its function wants an axis of heads.",
    "keras.layers.Attention does not divide by √k.",
    "It takes the values before the keys, and the mask of queries before that of keys.",
    "The function wants an axis of heads, the third: here there is one.",
    "keras.layers.Attention does not divide by √k: the queries are divided before.",
)
def test_keras_has_a_layer_of_attention_and_a_function():
    Q, K, V = drawn((2, 3, 4), (2, 5, 4), (2, 5, 4))
    S = Q @ K.swapaxes(1, 2)
    layer = layers.Attention()
    close(np.array(layer([Q, V, K])), weighed(S) @ V)
    close(np.array(layer([Q / 2, V, K])), weighed(S / 2) @ V)
    assert not np.allclose(layer([Q, K, V]), layer([Q, V, K]))
    there = np.arange(5) < [[5], [3]]
    y = np.array(layer([Q, V, K], mask=[None, there]))
    close(y[1], weighed(S[1, :, :3]) @ V[1, :3])
    of_queries = np.array(layer([Q, V, K], mask=[np.array([[True, True, False]] * 2), None]))
    assert (of_queries[:, 2] == 0).all() and (of_queries[:, :2] != 0).all()

    with pytest.raises(ValueError, match="only supports 4D inputs"):
        ops.dot_product_attention(Q, K, V)
    y = np.array(ops.dot_product_attention(Q[:, :, None], K[:, :, None], V[:, :, None]))
    close(y[:, :, 0], weighed(S / 2) @ V)


@sees_to(
    "Of a query that sees nobody PyTorch makes 0, Keras's function the mean of all values, and Keras's layer what it "
    "would be without a mask, with fewer digits.",
    "Of a query that sees nobody PyTorch makes 0; Keras's layer lets it see all.",
    "Of a query that sees nobody PyTorch's softmax makes NaN; Keras's layer lets it see all.",
)
def test_a_query_that_sees_nobody_is_answered_in_four_ways():
    Q, K, V = drawn((1, 1, 3, 4), (1, 1, 5, 4), (1, 1, 5, 4))
    nobody = np.zeros((1, 1, 3, 5), bool)
    assert (by_pytorch(Q, K, V, attn_mask=torch.tensor(nobody)) == 0).all()
    close(by_keras(Q, K, V, mask=nobody), np.repeat(V.mean(axis=2, keepdims=True), 3, axis=2))
    assert torch.softmax(torch.full((3,), -torch.inf), dim=0).isnan().all()

    three = [each[0] for each in (Q, V, K)]
    for layer in (layers.Attention(), layers.AdditiveAttention()):
        all_seen = np.array(layer(three))
        y = np.array(layer(three, mask=[None, nobody[0, :, 0]]))
        close(y, all_seen, rtol=1e-4)
        assert not np.allclose(y, all_seen, rtol=1e-12, atol=0) and not np.allclose(y[0], V[0].mean(axis=1))


@sees_to(
    "Both frameworks' flag lets the first query stand beside the first key, also where keys of earlier steps are "
    "there.",
    "In decoding that hides nearly all of the past: PyTorch then wants causal_lower_right, Keras a mask.",
    "The two ways to align are those of PyTorch's causal_upper_left and causal_lower_right.",
    "If there are more queries than keys, PyTorch warns of NaN for those that see nobody, but makes 0 of them on a "
    "processor.",
    "Not is_causal=True: that puts the first query beside the first key, and one query would see no other.",
)
def test_what_stands_beside_what_in_both_frameworks():
    Q, K, V = drawn((1, 1, 1, 4), (1, 1, 5, 4), (1, 1, 5, 3))
    first, every = V[:, :, :1], weighed(Q @ K.swapaxes(2, 3) / 2) @ V
    close(by_pytorch(Q, K, V, is_causal=True), first)
    close(by_keras(Q, K, V, is_causal=True), first)
    close(by_pytorch(Q, K, V, attn_mask=biases.causal_upper_left(1, 5)), first)
    close(by_pytorch(Q, K, V, attn_mask=biases.causal_lower_right(1, 5)), every)
    close(by_keras(Q, K, V, mask=np.ones((1, 1, 1, 5), bool)), every)
    shown = [
        made(2, 4)._materialize().tolist() for made in (biases.causal_upper_left, biases.causal_lower_right)
    ]
    assert shown == [np.tri(2, 4, k, dtype=bool).tolist() for k in (0, 2)]
    with pytest.warns(UserWarning, match="will produce NaNs"):
        y = by_pytorch(K, K[:, :, :2], V[:, :, :2], attn_mask=biases.causal_lower_right(5, 2))
    assert (y[:, :, :3] == 0).all() and (y[:, :, 3:] != 0).all()


@sees_to(
    "PyTorch's function takes one mask, of yes and no or of numbers that are added; Keras's takes one of each kind.",
    "The function takes one mask, of yes and no or of numbers that are added: here the first becomes the second.",
    "In both True shows, as in Keras's layer of many heads; in PyTorch's it hides.",
)
def test_masks_of_yes_and_no_and_masks_that_are_added():
    Q, K, V, bias = drawn((1, 2, 3, 4), (1, 2, 5, 4), (1, 2, 5, 3), (1, 2, 3, 5))
    S, mask = Q @ K.swapaxes(2, 3) / 2, np.tri(3, 5, 1, dtype=bool)[None, None]
    hidden = np.where(mask, 0, -np.inf)
    close(by_pytorch(Q, K, V, attn_mask=torch.tensor(mask)), weighed(S + hidden) @ V)
    close(by_pytorch(Q, K, V, attn_mask=torch.tensor(bias + hidden)), weighed(S + bias + hidden) @ V)
    close(by_keras(Q, K, V, mask=mask, bias=bias), weighed(S + bias + hidden) @ V)
    assert {"mask", "bias"} <= inspect.signature(ops.dot_product_attention).parameters.keys()
    assert attend.__doc__.count("attn_mask=None") and "bias=" not in attend.__doc__.split("->")[0]

    x, last = torch.tensor(drawn((1, 3, 4))[0]), np.array([[False, False, True]] * 3)
    _, A = nn.MultiheadAttention(4, 2, batch_first=True)(x, x, x, attn_mask=torch.tensor(last))
    assert (A[..., 2] == 0).all()
    _, A = layers.MultiHeadAttention(2, 2)(
        x.numpy(), x.numpy(), attention_mask=last, return_attention_scores=True
    )
    assert (np.array(A)[..., 2] == 1).all()


@sees_to(
    "Of a query from which a mask hides all keys PyTorch makes 0, Keras the mean of all values; where a bias of −∞ "
    "hides them, Keras makes NaN."
)
def test_a_mask_and_a_bias_that_hide_all():
    Q, K, V = drawn((1, 1, 3, 4), (1, 1, 5, 4), (1, 1, 5, 3))
    nobody, bias = np.zeros((1, 1, 3, 5), bool), np.full((1, 1, 3, 5), -np.inf)
    for mask in (nobody, bias):
        assert (by_pytorch(Q, K, V, attn_mask=torch.tensor(mask)) == 0).all()
    close(by_keras(Q, K, V, mask=nobody), np.repeat(V.mean(axis=2, keepdims=True), 3, axis=2))
    assert np.isnan(by_keras(Q, K, V, bias=bias)).all()


@sees_to(
    "Both frameworks' layer of many heads does this and projects once more; without that, it is three layers and a "
    "mean."
)
def test_layers_of_many_heads_project_once_more():
    assert {"kdim", "vdim"} <= inspect.signature(nn.MultiheadAttention).parameters.keys()
    assert tuple(nn.MultiheadAttention(4, 1, kdim=3, vdim=5).out_proj.weight.shape) == (4, 4)
    layer, (x, context) = layers.MultiHeadAttention(1, 4), drawn((1, 2, 4), (1, 5, 3))
    layer(x, context)
    assert [each.path.split("/")[1] for each in layer.weights[::2]] == [
        "query",
        "key",
        "value",
        "attention_output",
    ]


@sees_to(
    "Keras's layer has the last weight alone, and calls it scale; PyTorch has no such layer, and its user writes it "
    "all.",
    "keras.layers.AdditiveAttention has a alone, its scale; the projections come before it.",
)
def test_additive_attention_of_keras_has_one_weight():
    layer, (Q, K) = layers.AdditiveAttention(), drawn((1, 3, 4), (1, 5, 4))
    y = np.array(layer([Q, K]))
    assert [(each.name, each.shape) for each in layer.weights] == [("scale", (4,))]
    S = np.tanh(Q[:, :, None] + K[:, None]) @ layer.scale.numpy()
    close(y, weighed(S) @ K)
    known = {*dir(nn), *dir(functional), *dir(nn.attention)}
    assert "MultiheadAttention" in known
    assert not [name for name in known if "additive" in name.lower() or "bahdanau" in name.lower()]


@sees_to(
    "PyTorch has a flag of its function, enable_gqa, Keras a layer that keeps each projection cut into its heads.",
    "The heads of a group lie side by side in both.",
    "Keras's layer has biases unless it is built with use_bias=False.",
    "Keras's function takes fewer heads of keys, too, but fails if there is one alone.",
)
def test_grouped_queries_in_both_frameworks():
    Q, K, V = drawn((1, 4, 3, 2), (1, 2, 3, 2), (1, 2, 3, 2))
    S = Q @ K.repeat(2, axis=1).swapaxes(2, 3) / 2**0.5
    close(by_pytorch(Q, K, V, enable_gqa=True), weighed(S) @ V.repeat(2, axis=1))
    with pytest.raises(RuntimeError, match="must match the size"):
        by_pytorch(Q, K, V)
    close(by_keras(Q, K, V), weighed(S) @ V.repeat(2, axis=1), rtol=1e-6)
    with pytest.raises(tf.errors.InvalidArgumentError, match="Expected dimension 4 at axis 2"):
        by_keras(Q, K[:, :1], V[:, :1])

    layer, (x,) = layers.GroupQueryAttention(2, 4, 2), drawn((1, 3, 6))
    y = np.array(layer(x, x))
    kept = {each.path.partition("/")[2]: each.numpy() for each in layer.weights}
    assert kept["query/kernel"].shape == (6, 4, 2) and kept["value/kernel"].shape == (6, 2, 2)
    Q, K, V = (np.einsum("nti,imk->nmtk", x, kept[f"{each}/kernel"]) for each in ("query", "key", "value"))
    O = weighed(Q @ K.repeat(2, axis=1).swapaxes(2, 3) / 2**0.5) @ V.repeat(2, axis=1)
    close(y, np.einsum("nmtk,mki->nti", O, kept["attention_output/kernel"]), rtol=1e-6)
    bare = layers.GroupQueryAttention(2, 4, 2, use_bias=False)
    bare(x, x)
    assert len(bare.weights) == 4 and len(layer.weights) == 8


@sees_to(
    "A width w shows |i − j| < w, as sliding_window of Keras's layer of grouped queries means it.",
    "The function of neither framework has a width: it takes a mask.",
    "Beside is_causal Keras's takes one, too; PyTorch's says that it does not, and does where there are heads, on a "
    "processor.",
    "The flag is and-ed with the mask.",
)
def test_windows_in_both_frameworks():
    (x,) = drawn((1, 6, 4))
    layer = layers.GroupQueryAttention(2, 1, 1, sliding_window=3)
    _, A = layer(x, x, return_attention_scores=True)
    i = np.arange(6)
    near = abs(i[:, None] - i) < 3
    assert ((np.array(A)[0, 0] > 0) == near).all()
    _, A = layer(x, x, return_attention_scores=True, use_causal_mask=True)
    assert ((np.array(A)[0, 0] > 0) == np.tril(near)).all()

    names = inspect.signature(ops.dot_product_attention).parameters
    assert not [
        name for name in [*names, attend.__doc__.split("->")[0]] if "window" in name or "width" in name
    ]
    Q = x[None]
    right = weighed(np.where(np.tril(near), Q @ Q.swapaxes(2, 3) / 2, -np.inf)) @ Q
    close(by_keras(Q, Q, Q, mask=near[None, None], is_causal=True), right)
    assert "An error is thrown if both attn_mask and is_causal are set." in attend.__doc__
    both = dict(attn_mask=torch.tensor(near), is_causal=True)
    close(by_pytorch(Q, Q, Q, **both), right)
    with pytest.raises(RuntimeError, match="Explicit attn_mask should not be set when is_causal=True"):
        by_pytorch(x, x, x, **both)


@sees_to(
    "A step takes the keys and values of before, and returns all: neither framework has a layer that keeps them.",
    "The functions of attention want positions after heads in PyTorch, along axis 2, and before heads in Keras, along "
    "axis 1.",
)
def test_nothing_is_kept_from_step_to_step():
    kept = ("cache", "past", "incremental", "state")
    calls = (nn.MultiheadAttention.forward, layers.MultiHeadAttention.call, layers.GroupQueryAttention.call)
    for call in calls:
        names = inspect.signature(call).parameters
        assert "key" in names and not [name for name in names if any(word in name for word in kept)]
    Q, K, V = drawn((1, 2, 3, 4), (1, 2, 5, 4), (1, 2, 5, 4))
    right = weighed(Q @ K.swapaxes(2, 3) / 2) @ V
    close(by_pytorch(Q, K, V), right)
    close(
        np.array(ops.dot_product_attention(*(each.swapaxes(1, 2) for each in (Q, K, V)))),
        right.swapaxes(1, 2),
    )

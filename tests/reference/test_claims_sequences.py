"""What the lessons of layers that read sequences say is so, in all panels that they speak of."""

import inspect

import keras
import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401


@sees_to(
    "An LSTM in PyTorch starts from both of its states or from none.",
    "An LSTM in Keras starts from both of its states or from none.",
)
def test_an_lstm_starts_from_both_of_its_states_or_from_none():
    x, state = np.ones((2, 5, 4)), np.ones((2, 6))
    lstm, layer = nn.LSTM(4, 6, batch_first=True), keras.layers.LSTM(6)
    h0 = torch.tensor(state)[None]
    assert not torch.equal(lstm(torch.tensor(x))[0], lstm(torch.tensor(x), (h0, h0))[0])
    assert not np.array_equal(layer(x), layer(x, initial_state=[state, state]))
    for start in ((h0,), (h0, None)):
        with pytest.raises((IndexError, AttributeError)):
            lstm(torch.tensor(x), start)
    for start in ([state], [state, None]):
        with pytest.raises((IndexError, ValueError)):
            layer(x, initial_state=start)


def attentions(n=1, t=3, d=4, heads=2):
    """Return both layers in float64, and x for each."""
    x = np.random.default_rng(0).standard_normal((n, t, d))
    layer = keras.layers.MultiHeadAttention(heads, key_dim=d // heads)
    layer(x, x)
    return nn.MultiheadAttention(d, heads, batch_first=True), layer, torch.tensor(x), x


@sees_to(
    "True in a mask hides from PyTorch's layer, and shows to Keras's.",
    "For nn.MultiheadAttention True in a mask means: not this one.",
    "For keras.layers.MultiHeadAttention True in a mask means: this one.",
)
def test_true_in_a_mask_hides_from_one_and_shows_to_the_other():
    module, layer, x, rows = attentions()
    last = np.array([[[False, False, True]] * 3])
    for mask in (dict(attn_mask=torch.tensor(last[0])), dict(key_padding_mask=torch.tensor(last[:, 0]))):
        _, A = module(x, x, x, **mask)
        assert (A[..., 2] == 0).all() and (A[..., :2] > 0).all()
    _, A = layer(rows, rows, attention_mask=last, return_attention_scores=True)
    assert np.all(np.array(A)[..., 2] == 1)
    Q = x[None]
    seen = functional.scaled_dot_product_attention(Q, Q, Q, attn_mask=torch.tensor(last[0]))
    assert torch.equal(seen, Q[:, :, 2:].expand(-1, -1, 3, -1)), "PyTorch's function takes it as Keras does"


@sees_to(
    "Of a query that sees nobody each framework makes two things: PyTorch nothing, or no number where it returns the "
    "weights; Keras the mean of all values, or nothing where it returns them or was built with dropout.",
)
def test_a_query_that_sees_nobody():
    module, layer, x, rows = attentions()
    nobody = torch.ones(3, 3, dtype=torch.bool)
    with torch.no_grad():
        module.out_proj.bias += 1
    assert torch.equal(module(x, x, x, attn_mask=nobody, need_weights=False)[0], torch.ones_like(x))
    assert module(x, x, x, attn_mask=nobody)[0].isnan().all()
    everybody, none = np.ones((1, 3, 3), bool), np.zeros((1, 3, 3), bool)
    layer.query_dense.kernel.assign(np.zeros((4, 2, 2)))  # so that all scores are 0, and all weights the same
    mean = np.array(layer(rows, rows, attention_mask=everybody))
    np.testing.assert_allclose(np.array(layer(rows, rows, attention_mask=none)), mean, rtol=1e-13)
    y, A = layer(rows, rows, attention_mask=none, return_attention_scores=True)
    assert np.all(np.array(A) == 0) and np.all(np.array(y) == layer.output_dense.bias.numpy())
    drops = keras.layers.MultiHeadAttention(2, key_dim=2, dropout=0.5)
    y = drops(rows, rows, attention_mask=none)
    assert np.all(np.array(y) == drops.output_dense.bias.numpy()), "in inference, too"


@sees_to("Where weights are dropped, PyTorch returns those that are used, Keras those of before.")
def test_which_weights_are_returned_where_some_are_dropped():
    x = np.random.default_rng(0).standard_normal((4, 5, 4))
    rows, layer = torch.tensor(x), keras.layers.MultiHeadAttention(2, key_dim=2, dropout=0.5)
    _, used = nn.MultiheadAttention(4, 2, dropout=0.5, batch_first=True)(
        rows, rows, rows, average_attn_weights=False
    )
    assert 0.25 < (used == 0).double().mean() < 0.75
    y, before = layer(x, x, return_attention_scores=True, training=True)
    np.testing.assert_allclose(np.sum(before, axis=3), 1, rtol=1e-13)
    assert not np.allclose(y, layer(x, x)), "some were dropped"


@sees_to("The function does not know whether the model trains: it drops in any case.")
def test_the_function_of_attention_drops_in_any_case():
    Q = torch.tensor(np.random.default_rng(0).standard_normal((1, 1, 30, 4)))
    with torch.no_grad():
        O = functional.scaled_dot_product_attention(Q, Q, Q, dropout_p=0.5)
        assert not torch.allclose(O, functional.scaled_dot_product_attention(Q, Q, Q))
    assert "training=" not in functional.scaled_dot_product_attention.__doc__


@sees_to("Where the context has other features than x, PyTorch keeps them apart, too.")
def test_where_the_projections_of_a_context_are_kept():
    assert [name for name, _ in nn.MultiheadAttention(4, 2, kdim=4, vdim=4).named_parameters()] == [
        "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias",
    ]  # fmt: skip
    assert [name for name, _ in nn.MultiheadAttention(4, 2, kdim=3, vdim=3).named_parameters()] == [
        "q_proj_weight", "k_proj_weight", "v_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias",
    ]  # fmt: skip


@sees_to("nn.MultiheadAttention wants both masks in one dtype.")
def test_both_masks_are_wanted_in_one_dtype():
    module, _, x, _ = attentions()
    added, padding = torch.zeros(3, 3), torch.zeros(1, 3, dtype=torch.bool)
    with pytest.warns(UserWarning, match="mismatched key_padding_mask and attn_mask"):
        module(x, x, x, attn_mask=added, key_padding_mask=padding)


@sees_to(
    "Attention with a scale, or with heads of any size: nn.MultiheadAttention has neither.",
    "Attention with a bias or a scale: keras.layers.MultiHeadAttention takes neither.",
)
def test_what_the_ready_layers_of_attention_do_not_take():
    with pytest.raises(AssertionError, match="embed_dim must be divisible by num_heads"):
        nn.MultiheadAttention(4, 3)
    assert nn.MultiheadAttention(4, 2, kdim=3, vdim=5).head_dim == 2, "kdim and vdim are of what comes in"
    layer = keras.layers.MultiHeadAttention
    said = [
        name
        for function in (nn.MultiheadAttention, nn.MultiheadAttention.forward, layer, layer.call)
        for name in inspect.signature(function).parameters
    ]
    assert "num_heads" in said and not {"scale", "head_dim", "attention_bias", "attn_bias"} & set(said)
    assert "bias" in inspect.signature(nn.MultiheadAttention).parameters, (
        "of the projections, not of the scores"
    )
    assert "bias" not in inspect.signature(layer.call).parameters

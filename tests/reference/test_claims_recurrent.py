"""What the lessons of recurrent layers say is so, in all panels that they speak of."""

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn
from torch.nn.utils import rnn

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401


@sees_to(
    "PyTorch has two biases, which are added to each other at every step; Keras has one, and so a weight less to carry."
)
def test_how_many_biases_a_simple_rnn_has():
    rnn, layer, x = nn.RNN(2, 3, batch_first=True), keras.layers.SimpleRNN(3), torch.ones(1, 4, 2)
    layer.build((None, 4, 2))
    assert [name for name, _ in rnn.named_parameters() if "bias" in name] == ["bias_ih_l0", "bias_hh_l0"]
    assert [weight.name for weight in layer.weights if "bias" in weight.name] == ["bias"]
    before, _ = rnn(x)
    with torch.no_grad():
        rnn.bias_ih_l0 += rnn.bias_hh_l0
        rnn.bias_hh_l0.zero_()
    torch.testing.assert_close(rnn(x)[0], before, rtol=1e-13, atol=0)


@sees_to(
    "Of the backward direction, PyTorch's h[:, -1] holds what it knows after a single step.",
    "Keras's layer without return_sequences returns what it knows after all of them, which stands in h[:, 0].",
)
def test_where_the_backward_direction_has_read_all():
    x, other = np.random.default_rng(0).standard_normal((2, 1, 4, 2))
    other[:, -1] = x[:, -1]
    lstm = nn.LSTM(2, 3, batch_first=True, bidirectional=True)
    one, two = (lstm(torch.tensor(each))[0][:, :, 3:] for each in (x, other))
    assert torch.equal(one[:, -1], two[:, -1]) and not torch.allclose(one[:, 0], two[:, 0])
    layer = keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences=True))
    every = np.array(layer(x))
    last = keras.layers.Bidirectional(keras.layers.LSTM(3))
    last.build(x.shape)
    last.set_weights(layer.get_weights())
    known = np.concatenate([every[:, -1, :3], every[:, 0, 3:]], axis=1)
    np.testing.assert_allclose(last(x), known, rtol=1e-13)


@sees_to(
    "In the padding PyTorch's pad_packed_sequence puts zeros, a Keras layer repeats what it said before.",
    "Both return as last state that after the last step which a sequence has.",
    "PyTorch packs no sequence without a step; in Keras its state is the one that it started from.",
    "pack_sequence refuses a sequence without a step.",
    'That a state waits is the rule of keras.layers.Masking, where "the timestep will be masked (skipped)".',
)
def test_what_is_said_of_the_padding():
    x, mask = np.random.default_rng(0).standard_normal((2, 4, 2)), np.arange(4) < [[2], [4]]
    lstm, layer = (
        nn.LSTM(2, 3, batch_first=True),
        keras.layers.LSTM(3, return_sequences=True, return_state=True),
    )
    packed = rnn.pack_padded_sequence(torch.tensor(x), torch.tensor([2, 4]), True, enforce_sorted=False)
    every, (h, _) = lstm(packed)
    y, _ = rnn.pad_packed_sequence(every, batch_first=True)
    assert (y[0, 2:] == 0).all() and torch.equal(h[0], torch.stack([y[0, 1], y[1, 3]]))
    y, h, c = map(np.array, layer(x, mask=mask))
    assert np.array_equal(y[0, 2:], y[[0, 0], 1]) and np.array_equal(h, y[[0, 1], [1, 3]])
    short, _, last = map(np.array, layer(x[:1, :2]))
    np.testing.assert_allclose(y[:1, :2], short, rtol=1e-13)
    np.testing.assert_allclose(c[:1], last, rtol=1e-13)
    with pytest.raises(RuntimeError, match="Length of all samples has to be greater than 0"):
        rnn.pack_padded_sequence(torch.tensor(x), torch.tensor([4, 0]), True)
    with pytest.raises(RuntimeError, match="Length of all samples has to be greater than 0"):
        rnn.pack_sequence([torch.zeros(4, 2), torch.zeros(0, 2)])
    start = np.ones((1, 3)), np.full((1, 3), 2.0)
    _, *states = layer(x[:1], mask=np.zeros((1, 4), bool), initial_state=start)
    assert np.array_equal(states, start)
    assert "the timestep will be masked (skipped)" in " ".join(keras.layers.Masking.__doc__.split())


@sees_to(
    "A GRU of the paper, or of old Keras models, is none of nn.GRU with the same weights, which resets after the "
    "product.",
    "Keras does either: before with reset_after=False, and then it has one bias; after it by default, and then it has "
    "two.",
    "nn.GRU and nn.GRUCell reset after the product.",
)
def test_where_a_gru_resets():
    gru, cell, x = nn.GRU(2, 3, batch_first=True), nn.GRUCell(2, 3), torch.zeros(1, 1, 2)
    h0 = torch.ones(1, 3)
    for module, end in ((gru, "_l0"), (cell, "")):
        weights = {
            name.removesuffix(end): weight.detach().zero_() for name, weight in module.named_parameters()
        }
        weights["weight_hh"][6:] = torch.eye(3)
        weights["bias_hh"][6:] = 1.0
        weights["bias_ih"][3:6] = -40.0  # z is 0: the state is the candidate
    after = torch.tanh((h0 + 1) / 2)  # r is a half, and takes half of the bias, too
    torch.testing.assert_close(gru(x, h0[None])[0][0], after)
    torch.testing.assert_close(cell(x[0], h0), after)
    biases = {}
    for after in (True, False):
        layer = keras.layers.GRU(3, reset_after=after)
        layer.build((None, 4, 2))
        biases[after] = layer.cell.bias.shape
    assert biases == {True: (2, 9), False: (9,)} and keras.layers.GRU(3).reset_after
    assert "reset gate applied after/before matrix multiplication" in inspect.getsource(
        keras.layers.GRUCell.call
    )


@sees_to(
    "Of an empty bag nn.EmbeddingBag makes 0; what Keras has for bags makes NaN of its mean and −∞ of its maximum.",
    "Where several words have the maximum of a bag, PyTorch sends its gradient to the first, TensorFlow equal parts to "
    "all.",
    "Embedding(mask_zero=True) makes this mask itself, if the padding is 0.",
)
def test_bags_that_are_empty_and_bags_in_which_words_tie():
    ids, padding = torch.tensor([[1, 2, 1]]), torch.zeros(1, 3, dtype=torch.long)
    for mode in ("sum", "mean", "max"):
        assert mode in nn.EmbeddingBag.__doc__
        assert (nn.EmbeddingBag(3, 2, mode=mode, padding_idx=0)(padding) == 0).all()
    assert "Empty bags (i.e., having 0-length) will have" in nn.EmbeddingBag.forward.__doc__
    words = keras.layers.Embedding(3, 2, mask_zero=True)
    rows = words(np.zeros((1, 3), int))
    assert not np.any(words.compute_mask(np.zeros((1, 3), int)))
    assert words.compute_mask(np.array([[1, 0]])).numpy().tolist() == [[True, False]]
    assert np.isnan(keras.layers.GlobalAveragePooling1D()(rows, mask=np.zeros((1, 3), bool))).all()
    assert np.all(keras.ops.max(keras.ops.where(np.zeros((1, 3, 1), bool), rows, -np.inf), axis=1) == -np.inf)
    bag = nn.EmbeddingBag.from_pretrained(torch.ones(3, 1), freeze=False, mode="max")
    bag(ids).backward()
    assert bag.weight.grad.flatten().tolist() == [0, 1, 0]
    tied = tf.ones((1, 3, 1))
    with tf.GradientTape() as tape:
        tape.watch(tied)
        y = keras.ops.max(tied, axis=1)
    np.testing.assert_allclose(tape.gradient(y, tied)[0, :, 0], [1 / 3] * 3)


@sees_to(
    "nn.LSTM stacks by num_layers; in Keras each layer but the last needs return_sequences, or the next gets no "
    "sequence.",
    "PyTorch has the layers before the sequences in h0, c0 and last states, though batch_first is set.",
)
def test_how_lstms_are_stacked():
    lstm, state = nn.LSTM(2, 3, num_layers=4, batch_first=True), torch.zeros(4, 1, 3)
    _, last = lstm(torch.zeros(1, 5, 2), (state, state))
    assert all(each.shape == state.shape for each in last)
    with pytest.raises(RuntimeError, match="Expected hidden"):
        lstm(torch.zeros(1, 5, 2), (state.transpose(0, 1), state.transpose(0, 1)))
    x = keras.Input((5, 2))
    with pytest.raises(ValueError, match="expected ndim=3, found ndim=2"):
        keras.layers.LSTM(3)(keras.layers.LSTM(3)(x))
    assert keras.layers.LSTM(3)(keras.layers.LSTM(3, return_sequences=True)(x)).shape == (None, 3)


@sees_to(
    "The encoder hands over both of its last states, h before c in either framework; in Keras return_state asks for "
    "them.",
    "Every step goes out alike through keras.layers.Dense and through nn.Linear, without TimeDistributed or a loop.",
)
def test_what_an_encoder_hands_over_and_how_every_step_goes_out():
    x = np.random.default_rng(0).standard_normal((2, 4, 3))
    y, h, c = keras.layers.LSTM(3, return_state=True, return_sequences=True)(x)
    assert np.array_equal(y[:, -1], h) and not np.array_equal(h, c)
    y, (h, c) = nn.LSTM(3, 3, batch_first=True)(torch.tensor(x))
    assert torch.equal(y[:, -1], h[0]) and not torch.equal(h, c)
    linear, layer = nn.Linear(3, 5), keras.layers.Dense(5)
    every, same = linear(torch.tensor(x)), layer(x)
    for t in range(4):
        torch.testing.assert_close(every[:, t], linear(torch.tensor(x[:, t])), rtol=1e-13, atol=0)
        np.testing.assert_allclose(same[:, t], layer(x[:, t]), rtol=1e-13)


@sees_to(
    'Keras has a layer, PyTorch none: a cell of two nn.Conv2d is the same, that of the state with "same" and without '
    "bias.",
    "Neither has the paper's peepholes: weights of a model that has them find no place.",
    "The peepholes W_c ⊙ c of its gates are left out, as keras.layers.ConvLSTM2D leaves them out.",
)
def test_what_a_convolutional_lstm_is_made_of():
    layer = keras.layers.ConvLSTM2D(2, 3)
    layer.build((None, 4, 6, 5, 1))
    shapes = {weight.name: weight.shape for weight in layer.weights if "seed" not in weight.name}
    assert shapes == {"kernel": (3, 3, 1, 8), "recurrent_kernel": (3, 3, 2, 8), "bias": (8,)}
    assert not [name for name in dir(nn) if "conv" in name.lower() and "lstm" in name.lower()]

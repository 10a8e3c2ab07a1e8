"""What declarations and references of models that read sequences say of the frameworks is so."""

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

RNG = np.random.default_rng(0)


@sees_to(
    "PyTorch takes lengths and runs no step of the padding; a Keras layer takes a mask and waits with its state.",
)
def test_lengths_in_pytorch_and_a_mask_in_keras_leave_the_state_after_the_last_step():
    x, lengths = RNG.standard_normal((3, 5, 2)), np.array([1, 5, 3])
    unit, layer = nn.GRU(2, 4, batch_first=True), keras.layers.GRU(4)
    packed = pack_padded_sequence(
        torch.tensor(x), torch.tensor(lengths), batch_first=True, enforce_sorted=False
    )
    assert len(packed.data) == lengths.sum(), "no step of the padding is there"
    _, h = unit(packed)
    state = layer(x, mask=np.arange(5) < lengths[:, None])
    for row, length in enumerate(lengths):
        _, alone = unit(torch.tensor(x[row : row + 1, :length]))
        torch.testing.assert_close(h[:, row], alone[:, 0])
        np.testing.assert_allclose(state[row], layer(x[row : row + 1, :length])[0])


@sees_to("The lengths must lie on the CPU, wherever the sequences are.")
def test_lengths_must_lie_on_the_cpu():
    with pytest.raises(RuntimeError, match="1D CPU"):
        pack_padded_sequence(
            torch.zeros(2, 3, 1), torch.ones(2, dtype=torch.int64, device="meta"), batch_first=True
        )


@sees_to(
    "It returns the states of all steps, of which the last is picked; a Keras layer returns the last alone.",
)
def test_an_lstm_returns_all_states_in_pytorch_and_the_last_in_keras():
    x = RNG.standard_normal((3, 5, 2))
    every, (last, _) = nn.LSTM(2, 4, batch_first=True)(torch.tensor(x))
    assert every.shape == (3, 5, 4) and torch.equal(every[:, -1], last[0])
    assert keras.layers.LSTM(4)(x).shape == (3, 4)


@sees_to(
    "nn.LSTM has two biases, which both take every step: their sum learns twice as fast as the one bias of Keras.",
    "PyTorch's LSTM has two biases where one would do, each takes the step, and so their sum learns twice as fast.",
)
def test_two_biases_learn_twice_as_fast_as_one():
    unit = nn.LSTM(2, 4)
    optimizer = torch.optim.SGD(unit.parameters(), lr=0.1)
    before = (unit.bias_ih_l0 + unit.bias_hh_l0).detach()
    unit(torch.tensor(RNG.standard_normal((5, 3, 2))))[0].sum().backward()
    optimizer.step()
    moved = (unit.bias_ih_l0 + unit.bias_hh_l0).detach() - before
    torch.testing.assert_close(moved, -2 * 0.1 * unit.bias_ih_l0.grad)
    assert [weight.shape for weight in lstm_weights()] == [(2, 16), (4, 16), (16,)]


def lstm_weights():
    """Return the weights of a layer of 4 units that reads 2 numbers a step."""
    layer = keras.layers.LSTM(4)
    layer.build((None, 5, 2))
    return layer.weights


@sees_to(
    "nn.CrossEntropyLoss wants the classes on the second axis, n v t; the losses of Keras have them on the last.",
    "nn.CrossEntropyLoss wants the classes on the second axis: letters of all pieces become one row of samples.",
)
def test_where_the_losses_have_the_classes():
    z, y = torch.tensor(RNG.standard_normal((2, 5, 3))), torch.tensor(RNG.integers(0, 3, (2, 5)))
    loss = nn.CrossEntropyLoss()
    with pytest.raises(RuntimeError, match="Expected target size"):
        loss(z, y)
    torch.testing.assert_close(loss(z.mT, y), loss(z.flatten(0, 1), y.flatten()))
    kerass = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    np.testing.assert_allclose(kerass(y.numpy(), z.numpy()), loss(z.mT, y).numpy())


@sees_to(
    "The gradient of a table has all its rows in PyTorch; in TensorFlow it comes as those that were looked up.",
    "With momentum both move the other rows, too, by what is left of their velocity.",
)
def test_rows_that_were_not_looked_up_go_on_by_their_velocity():
    table, layer = nn.Embedding(3, 2), keras.layers.Embedding(3, 2)
    layer.build()
    optimizer, kerass = (
        torch.optim.SGD(table.parameters(), lr=0.1, momentum=0.5),
        keras.optimizers.SGD(0.1, 0.5),
    )
    rows = []
    for word in (1, 2):
        optimizer.zero_grad()
        table(torch.tensor([word])).sum().backward()
        optimizer.step()
        with tf.GradientTape() as tape:
            said = tf.reduce_sum(layer(np.array([word])))
        gradient = tape.gradient(said, layer.embeddings.value)
        kerass.apply([gradient], [layer.embeddings])
        assert table.weight.grad.shape == (3, 2) and isinstance(gradient, tf.IndexedSlices)
        rows.append([table.weight[1].tolist(), layer.embeddings.numpy()[1].tolist()])
    moved = np.subtract(*rows)
    np.testing.assert_allclose(moved, 0.05, rtol=1e-6)

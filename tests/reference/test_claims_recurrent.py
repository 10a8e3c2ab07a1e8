"""What the lessons of recurrent layers say is so, in all panels that they speak of."""

import keras
import numpy as np
import torch
from torch import nn

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

"""What the lessons of recurrent layers say is so, in all panels that they speak of."""

import keras
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

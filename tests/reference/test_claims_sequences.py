"""What the lessons of layers that read sequences say is so, in all panels that they speak of."""

import keras
import numpy as np
import pytest
import torch
from torch import nn

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

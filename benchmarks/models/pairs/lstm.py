"""A classifier of texts: an embedding, two LSTM layers, two dense ones; Keras Sequential."""

import keras
import numpy as np
import torch
from keras import layers
from torch import nn

from benchmarks.models.pairs.lived import lived


class Classifier(nn.Module):
    """The last state of the upper LSTM decides."""

    def __init__(self, words=40, width=12, hidden=12, classes=3):
        super().__init__()
        self.embedding = nn.Embedding(words, width)
        self.lstm = nn.LSTM(width, hidden, num_layers=2, batch_first=True, dropout=0.3)
        self.fc = nn.Linear(hidden, 16)
        self.out = nn.Linear(16, classes)

    def forward(self, ids):
        x = self.embedding(ids)
        x, _ = self.lstm(x)
        x = torch.tanh(self.fc(x[:, -1]))
        return torch.log_softmax(self.out(x), dim=-1)


def keras_classifier(words=40, width=12, hidden=12, classes=3):
    """Return the same network in Keras."""
    return keras.Sequential(
        [
            keras.Input((9,), dtype="int32"),
            layers.Embedding(words, width, name="embedding"),
            layers.LSTM(hidden, return_sequences=True, name="lstm_1"),
            layers.Dropout(0.3, name="dropout"),
            layers.LSTM(hidden, name="lstm_2"),
            layers.Dense(16, activation="tanh", name="hidden"),
            layers.Dense(classes, activation="log_softmax", name="scores"),
        ],
        name="classifier",
    )


def carry(source, target):
    """Copy PyTorch's weights into Keras; both frameworks have the gates i f g o."""
    state = {name: tensor.numpy() for name, tensor in source.state_dict().items()}
    target.get_layer("embedding").set_weights([state["embedding.weight"]])
    for number in (0, 1):
        target.get_layer(f"lstm_{number + 1}").set_weights(
            [
                state[f"lstm.weight_ih_l{number}"].T,
                state[f"lstm.weight_hh_l{number}"].T,
                state[f"lstm.bias_ih_l{number}"] + state[f"lstm.bias_hh_l{number}"],
            ]
        )
    target.get_layer("hidden").set_weights([state["fc.weight"].T, state["fc.bias"]])
    target.get_layer("scores").set_weights([state["out.weight"].T, state["out.bias"]])


def build(seed):
    """Return both models, the inputs as PyTorch takes them, and the port of the weights."""
    torch.manual_seed(seed)
    keras.utils.set_random_seed(seed)
    ids = np.random.default_rng(seed).integers(0, 40, (6, 9))
    ids[:3, 6:] = 0  # short texts end in zeros, which are read as a word like any other
    model = Classifier().to(getattr(torch, keras.config.floatx()))
    return lived(model, torch.as_tensor(ids)), keras_classifier(), (ids,), carry

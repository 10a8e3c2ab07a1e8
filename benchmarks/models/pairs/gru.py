"""Series in two directions: a GRU, then a bidirectional LSTM whose last states decide; Keras Functional."""

import keras
import numpy as np
import torch
from keras import layers
from torch import nn

from benchmarks.models.pairs.lived import lived


class Recurrent(nn.Module):
    """A dense layer for each step, a GRU, an LSTM both ways, a normalization and two outputs' worth of dense."""

    def __init__(self, features=5, classes=4):
        super().__init__()
        self.inp = nn.Linear(features, 8)
        self.gru = nn.GRU(8, 8, batch_first=True)
        self.bi = nn.LSTM(8, 7, batch_first=True, bidirectional=True)
        self.norm = nn.LayerNorm(14)
        self.drop = nn.Dropout(0.25)
        self.fc = nn.Linear(14, 14)
        self.out = nn.Linear(14, classes)

    def forward(self, x):
        x = torch.nn.functional.leaky_relu(self.inp(x), 0.1)
        x, _ = self.gru(x)
        _, (h, _) = self.bi(x)
        h = self.norm(torch.cat([h[0], h[1]], dim=-1))
        h = h + torch.nn.functional.softplus(self.fc(self.drop(h)))
        return self.out(h)


def keras_recurrent(features=5, classes=4):
    """Return the same network in Keras."""
    inputs = keras.Input((11, features), name="series")
    x = layers.Dense(8, name="project")(inputs)
    x = layers.LeakyReLU(negative_slope=0.1, name="leaky")(x)
    x = layers.GRU(8, return_sequences=True, name="gru")(x)
    x = layers.Bidirectional(layers.LSTM(7), name="bilstm")(x)
    h = layers.LayerNormalization(epsilon=1e-5, name="norm")(x)
    y = layers.Dropout(0.25, name="dropout")(h)
    y = layers.Dense(14, activation="softplus", name="fc")(y)
    h = layers.Add(name="residual")([h, y])
    return keras.Model(inputs, layers.Dense(classes, name="out")(h))


def carry(source, target):
    """Copy PyTorch's weights into Keras."""
    state = {name: tensor.numpy() for name, tensor in source.state_dict().items()}

    def swapped(array):
        r, z, n = np.split(array, 3)  # PyTorch's gates are r z n, Keras's z r h
        return np.concatenate([z, r, n])

    def lstm(suffix):
        bias = state[f"bi.bias_ih_{suffix}"] + state[f"bi.bias_hh_{suffix}"]
        return [state[f"bi.weight_ih_{suffix}"].T, state[f"bi.weight_hh_{suffix}"].T, bias]

    target.get_layer("project").set_weights([state["inp.weight"].T, state["inp.bias"]])
    target.get_layer("gru").set_weights(
        [
            swapped(state["gru.weight_ih_l0"]).T,
            swapped(state["gru.weight_hh_l0"]).T,
            np.stack([swapped(state["gru.bias_ih_l0"]), swapped(state["gru.bias_hh_l0"])]),
        ]
    )
    target.get_layer("bilstm").set_weights([*lstm("l0"), *lstm("l0_reverse")])
    target.get_layer("norm").set_weights([state["norm.weight"], state["norm.bias"]])
    target.get_layer("fc").set_weights([state["fc.weight"].T, state["fc.bias"]])
    target.get_layer("out").set_weights([state["out.weight"].T, state["out.bias"]])


def build(seed):
    """Return both models, the inputs as PyTorch takes them, and the port of the weights."""
    torch.manual_seed(seed)
    keras.utils.set_random_seed(seed)
    x = np.random.default_rng(seed).normal(size=(4, 11, 5)).astype(keras.config.floatx())
    model = Recurrent().to(torch.as_tensor(x).dtype)
    return lived(model, torch.as_tensor(x)), keras_recurrent(), (x,), carry

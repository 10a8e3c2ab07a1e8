"""Small pairs of models: in PyTorch, and the port to Keras, in which a test writes one thing otherwise."""

import keras
import numpy as np
import torch
from keras import layers as L  # noqa: N812
from keras import ops
from torch import nn
from torch.nn import functional as F  # noqa: N812


def random(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype("float32")


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(3, 8, 3, stride=2, padding=1), nn.BatchNorm2d(8)
        self.inner, self.drop = nn.Conv2d(8, 8, 3, padding=1), nn.Dropout(0.2)
        self.head = nn.Linear(8 * 16, 5)
        self.norm.running_mean.normal_(0, 0.3)
        self.norm.running_var.uniform_(0.1, 0.5)

    def forward(self, x):
        x = F.relu(self.norm(self.conv(x)))
        x = x + torch.tanh(self.inner(x))
        return F.log_softmax(self.head(self.drop(torch.flatten(x, 1))), 1)


def conv_net(
    border=1,
    padding="valid",
    epsilon=1e-5,
    momentum=0.9,
    activation="tanh",
    rate=0.2,
    axis=-1,
    trainable=True,
):
    x = images = keras.Input((8, 8, 3))
    if border:
        x = L.ZeroPadding2D(border)(x)
    x = L.Conv2D(8, 3, 2, padding=padding, name="conv", trainable=trainable)(x)
    x = L.ReLU(name="relu")(L.BatchNormalization(epsilon=epsilon, momentum=momentum, name="norm")(x))
    x = L.Add(name="sum")([x, L.Conv2D(8, 3, padding="same", activation=activation, name="inner")(x)])
    x = L.Dropout(rate, name="drop")(L.Flatten()(x))
    return keras.Model(images, ops.log_softmax(L.Dense(5, name="head")(x), axis=axis))


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.lstm = nn.Embedding(20, 6), nn.LSTM(6, 6, num_layers=2, batch_first=True)
        self.block = nn.TransformerEncoderLayer(6, 2, 8, 0.0, batch_first=True)
        self.head = nn.Linear(6, 3)

    def forward(self, ids):
        return self.head(self.block(self.lstm(self.embed(ids))[0]).mean(1))


def reader(causal=False, order=1e-5, reset="tanh"):
    ids = keras.Input((7,), dtype="int32")
    x = L.Embedding(20, 6, name="embed")(ids)
    x = L.LSTM(6, return_sequences=True, name="first")(x)
    x = L.LSTM(6, return_sequences=True, activation=reset, name="second")(x)
    x = L.LayerNormalization(epsilon=order, name="norm1")(
        x + L.MultiHeadAttention(2, 3, name="attention")(x, x, use_causal_mask=causal)
    )
    x = L.LayerNormalization(epsilon=1e-5, name="norm2")(
        x + L.Dense(6, name="down")(L.Dense(8, activation="relu", name="up")(x))
    )
    return keras.Model(ids, L.Dense(3, name="head")(ops.mean(x, axis=1)))


def ids():
    return np.random.default_rng(0).integers(0, 20, (3, 7))

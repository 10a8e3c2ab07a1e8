"""Two series through one tower, which is shared, and a comparison of what it makes of them; Keras Functional."""

import keras
import numpy as np
import torch
from keras import layers, ops
from torch import nn

from benchmarks.models.pairs.lived import lived


class Tower(nn.Module):
    """Convolutions over time, and an embedding of unit length."""

    def __init__(self, channels=5, width=10):
        super().__init__()
        self.conv1 = nn.Conv1d(channels, 8, 5, stride=2, padding=2)
        self.bn = nn.BatchNorm1d(8)
        self.act = nn.PReLU(8)
        self.pool = nn.MaxPool1d(2, stride=2, ceil_mode=True)
        self.conv2 = nn.Conv1d(8, 12, 3, padding=2, dilation=2, groups=2)
        self.fc = nn.Linear(24, width)

    def forward(self, x):
        x = self.pool(self.act(self.bn(self.conv1(x))))
        x = nn.functional.elu(self.conv2(x))
        x = torch.cat([x.mean(dim=2), x.amax(dim=2)], dim=1)
        return nn.functional.normalize(self.fc(x), dim=1)


class Siamese(nn.Module):
    """The tower twice; the distance and the product of both embeddings are judged."""

    def __init__(self):
        super().__init__()
        self.tower = Tower()
        self.fc1 = nn.Linear(20, 10)
        self.fc2 = nn.Linear(10, 1)

    def forward(self, left, right):
        a, b = self.tower(left), self.tower(right)
        joined = torch.cat([torch.abs(a - b), a * b], dim=1)
        return torch.sigmoid(self.fc2(torch.relu(self.fc1(joined))))


def keras_tower(channels=5, width=10):
    """Return the tower in Keras, a model of its own."""
    inputs = keras.Input((30, channels))
    x = layers.ZeroPadding1D(2, name="pad")(inputs)
    x = layers.Conv1D(8, 5, strides=2, name="conv_a")(x)
    x = layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name="bn")(x)
    x = layers.PReLU(shared_axes=[1], name="prelu")(x)
    x = layers.MaxPooling1D(2, strides=2, padding="same", name="pool")(x)
    x = layers.Conv1D(12, 3, padding="same", dilation_rate=2, groups=2, name="conv_b")(x)
    x = layers.Activation("elu", name="elu")(x)
    mean = layers.GlobalAveragePooling1D(name="mean")(x)
    most = layers.GlobalMaxPooling1D(name="max")(x)
    x = layers.Concatenate(name="pooled")([mean, most])
    x = layers.Dense(width, name="embed")(x)
    x = layers.UnitNormalization(name="unit")(x)
    return keras.Model(inputs, x, name="tower")


def keras_siamese():
    """Return the same network in Keras."""
    left = keras.Input((30, 5), name="left")
    right = keras.Input((30, 5), name="right")
    tower = keras_tower()
    a, b = tower(left), tower(right)
    distance = ops.abs(layers.Subtract(name="minus")([a, b]))
    product = layers.Multiply(name="times")([a, b])
    x = layers.Concatenate(name="joined")([distance, product])
    x = layers.Dense(10, activation="relu", name="judge1")(x)
    x = layers.Dense(1, activation="sigmoid", name="judge2")(x)
    return keras.Model([left, right], x)


def carry(source, target):
    """Copy PyTorch's weights into Keras."""
    ours, theirs = source.tower, target.get_layer("tower")

    def numpy(*tensors):
        return [each.detach().numpy() for each in tensors]

    def conv(module, layer):
        weight, bias = numpy(module.weight, module.bias)
        layer.set_weights([weight.transpose(2, 1, 0), bias])

    def dense(module, layer):
        weight, bias = numpy(module.weight, module.bias)
        layer.set_weights([weight.T, bias])

    conv(ours.conv1, theirs.get_layer("conv_a"))
    conv(ours.conv2, theirs.get_layer("conv_b"))
    theirs.get_layer("bn").set_weights(
        numpy(ours.bn.weight, ours.bn.bias, ours.bn.running_mean, ours.bn.running_var)
    )
    theirs.get_layer("prelu").set_weights([each[None] for each in numpy(ours.act.weight)])
    dense(ours.fc, theirs.get_layer("embed"))
    dense(source.fc1, target.get_layer("judge1"))
    dense(source.fc2, target.get_layer("judge2"))


def build(seed):
    """Return both models, the inputs as PyTorch takes them, and the port of the weights."""
    torch.manual_seed(seed)
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    left, right = (rng.normal(size=(4, 5, 30)).astype(keras.config.floatx()) for _ in range(2))
    model = Siamese().to(torch.as_tensor(left).dtype)
    return lived(model, torch.as_tensor(left), torch.as_tensor(right)), keras_siamese(), (left, right), carry

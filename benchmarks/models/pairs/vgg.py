"""A plain convolutional network with pools, and a classifier behind a flatten; Keras Sequential."""

import keras
import numpy as np
import torch
from keras import layers
from torch import nn

from benchmarks.models.pairs.lived import lived


class VGG(nn.Module):
    """Two blocks of convolutions, and two dense layers."""

    def __init__(self, classes=10):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(8, 8, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(8, 12, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(12, 12, 5, stride=2, padding=2),
            nn.ReLU(),
            nn.AvgPool2d(2),
        )
        self.classifier = nn.Sequential(
            nn.Linear(12 * 3 * 2, 32),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(32, classes),
        )

    def forward(self, x):
        x = self.features(x)
        x = torch.flatten(x, 1)
        return self.classifier(x)


def keras_vgg(classes=10):
    """Return the same network in Keras."""
    return keras.Sequential(
        [
            keras.Input((24, 16, 3)),
            layers.Conv2D(8, 3, padding="same", activation="relu", name="conv1"),
            layers.Conv2D(8, 3, padding="same", activation="relu", name="conv2"),
            layers.MaxPooling2D(2, name="pool1"),
            layers.Conv2D(12, 3, padding="same", activation="relu", name="conv3"),
            layers.ZeroPadding2D(2, name="pad4"),
            layers.Conv2D(12, 5, strides=2, activation="relu", name="conv4"),
            layers.AveragePooling2D(2, name="pool2"),
            layers.Flatten(name="flatten"),
            layers.Dense(32, activation="relu", name="fc1"),
            layers.Dropout(0.5, name="dropout"),
            layers.Dense(classes, name="fc2"),
        ]
    )


def carry(source, target):
    """Copy PyTorch's weights into Keras."""

    def conv(name, module):
        kernel = module.weight.detach().numpy().transpose(2, 3, 1, 0)
        target.get_layer(name).set_weights([kernel, module.bias.detach().numpy()])

    conv("conv1", source.features[0])
    conv("conv2", source.features[2])
    conv("conv3", source.features[5])
    conv("conv4", source.features[7])
    fc1, fc2 = source.classifier[0], source.classifier[3]
    # PyTorch flattens (channels, rows, columns), Keras (rows, columns, channels)
    kernel = fc1.weight.detach().numpy().reshape(32, 12, 3, 2)
    kernel = kernel.transpose(2, 3, 1, 0).reshape(-1, 32)
    target.get_layer("fc1").set_weights([kernel, fc1.bias.detach().numpy()])
    target.get_layer("fc2").set_weights([fc2.weight.detach().numpy().T, fc2.bias.detach().numpy()])


def build(seed):
    """Return both models, the inputs as PyTorch takes them, and the port of the weights."""
    torch.manual_seed(seed)
    keras.utils.set_random_seed(seed)
    x = np.random.default_rng(seed).normal(size=(4, 3, 24, 16)).astype(keras.config.floatx())
    model = VGG().to(torch.as_tensor(x).dtype)
    return lived(model, torch.as_tensor(x)), keras_vgg(), (x,), carry

"""A residual network with strides and projections; Keras Functional."""

import keras
import numpy as np
import torch
from keras import layers
from torch import nn
from torch.nn import functional as F

from benchmarks.models.pairs.lived import lived


class Block(nn.Module):
    """Two convolutions and a way around them."""

    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False),
                nn.BatchNorm2d(outputs),
            )

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        shortcut = x if self.downsample is None else self.downsample(x)
        return F.relu(out + shortcut)


class ResNet(nn.Module):
    """A stem, three stages and a classifier."""

    def __init__(self, classes=5):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        self.layer1 = nn.Sequential(Block(8, 8), Block(8, 8))
        self.layer2 = nn.Sequential(Block(8, 16, stride=2), Block(16, 16))
        self.layer3 = nn.Sequential(Block(16, 24, stride=2))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(24, classes)

    def forward(self, x):
        x = self.maxpool(F.relu(self.bn1(self.conv1(x))))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.fc(torch.flatten(self.avgpool(x), 1))


def norm(name):
    """Return a batch normalization with PyTorch's settings."""
    return layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name=name)


def block(x, filters, stride, name):
    """Return what a residual block makes of x."""
    shortcut = x
    if stride != 1 or x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride, use_bias=False, name=f"{name}_down_conv")(x)
        shortcut = norm(f"{name}_down_bn")(shortcut)
    y = layers.ZeroPadding2D(1, name=f"{name}_pad1")(x)
    y = layers.Conv2D(filters, 3, strides=stride, use_bias=False, name=f"{name}_conv1")(y)
    y = norm(f"{name}_bn1")(y)
    y = layers.ReLU(name=f"{name}_relu1")(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=f"{name}_conv2")(y)
    y = norm(f"{name}_bn2")(y)
    y = layers.Add(name=f"{name}_add")([y, shortcut])
    return layers.ReLU(name=f"{name}_relu2")(y)


def keras_resnet(classes=5):
    """Return the same network in Keras."""
    inputs = keras.Input((48, 40, 3))
    x = layers.ZeroPadding2D(3, name="stem_pad")(inputs)
    x = layers.Conv2D(8, 7, strides=2, use_bias=False, name="stem_conv")(x)
    x = norm("stem_bn")(x)
    x = layers.ReLU(name="stem_relu")(x)
    x = layers.ZeroPadding2D(1, name="pool_pad")(x)
    x = layers.MaxPooling2D(3, strides=2, name="pool")(x)
    x = block(x, 8, 1, "stage1_block1")
    x = block(x, 8, 1, "stage1_block2")
    x = block(x, 16, 2, "stage2_block1")
    x = block(x, 16, 1, "stage2_block2")
    x = block(x, 24, 2, "stage3_block1")
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    return keras.Model(inputs, layers.Dense(classes, name="predictions")(x))


def carry(source, target):
    """Copy PyTorch's weights into Keras."""
    state = {name: tensor.numpy() for name, tensor in source.state_dict().items()}

    def conv(ours, theirs):
        target.get_layer(theirs).set_weights([state[f"{ours}.weight"].transpose(2, 3, 1, 0)])

    def bn(ours, theirs):
        parts = ("weight", "bias", "running_mean", "running_var")
        target.get_layer(theirs).set_weights([state[f"{ours}.{part}"] for part in parts])

    conv("conv1", "stem_conv")
    bn("bn1", "stem_bn")
    for stage, blocks in ((1, 2), (2, 2), (3, 1)):
        for number in range(blocks):
            ours, theirs = f"layer{stage}.{number}", f"stage{stage}_block{number + 1}"
            conv(f"{ours}.conv1", f"{theirs}_conv1")
            bn(f"{ours}.bn1", f"{theirs}_bn1")
            conv(f"{ours}.conv2", f"{theirs}_conv2")
            bn(f"{ours}.bn2", f"{theirs}_bn2")
            if f"{ours}.downsample.0.weight" in state:
                conv(f"{ours}.downsample.0", f"{theirs}_down_conv")
                bn(f"{ours}.downsample.1", f"{theirs}_down_bn")
    target.get_layer("predictions").set_weights([state["fc.weight"].T, state["fc.bias"]])


def build(seed):
    """Return both models, the inputs as PyTorch takes them, and the port of the weights."""
    torch.manual_seed(seed)
    keras.utils.set_random_seed(seed)
    x = np.random.default_rng(seed).normal(size=(4, 3, 48, 40)).astype(keras.config.floatx())
    model = ResNet().to(torch.as_tensor(x).dtype)
    return lived(model, torch.as_tensor(x)), keras_resnet(), (x,), carry

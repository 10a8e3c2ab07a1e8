"""Inverted residuals with depthwise convolutions, a gate on channels, and a head; Keras Functional."""

import keras
import numpy as np
import torch
from keras import layers, ops
from torch import nn

from benchmarks.models.pairs.lived import lived


class ConvNorm(nn.Sequential):
    """A convolution, its normalization, and an activation."""

    def __init__(self, inputs, outputs, size=3, stride=1, groups=1, activation=nn.ReLU6):
        super().__init__(
            nn.Conv2d(inputs, outputs, size, stride, (size - 1) // 2, groups=groups, bias=False),
            nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01),
            activation(),
        )


class Gate(nn.Module):
    """Squeeze and excitation."""

    def __init__(self, channels, squeezed):
        super().__init__()
        self.fc1 = nn.Conv2d(channels, squeezed, 1)
        self.fc2 = nn.Conv2d(squeezed, channels, 1)
        self.scale = nn.Hardsigmoid()

    def forward(self, x):
        scale = x.mean((2, 3), keepdim=True)
        scale = torch.relu(self.fc1(scale))
        return x * self.scale(self.fc2(scale))


class Inverted(nn.Module):
    """Widen, filter each channel by itself, and narrow again."""

    def __init__(self, inputs, outputs, stride, expand, gated=False):
        super().__init__()
        wide = inputs * expand
        self.residual = stride == 1 and inputs == outputs
        self.expand = ConvNorm(inputs, wide, 1)
        self.depthwise = ConvNorm(wide, wide, 3, stride, groups=wide)
        self.gate = Gate(wide, 4) if gated else nn.Identity()
        self.project = nn.Sequential(
            nn.Conv2d(wide, outputs, 1, bias=False), nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01)
        )

    def forward(self, x):
        y = self.project(self.gate(self.depthwise(self.expand(x))))
        return x + y if self.residual else y


class MobileNet(nn.Module):
    """A stem, three inverted residuals, a head and a classifier."""

    def __init__(self, classes=6):
        super().__init__()
        self.stem = ConvNorm(3, 8, 3, 2, activation=nn.Hardswish)
        self.blocks = nn.Sequential(
            Inverted(8, 8, 1, 2),
            Inverted(8, 12, 2, 3),
            Inverted(12, 12, 1, 2, gated=True),
        )
        self.head = ConvNorm(12, 20, 1, activation=nn.Hardswish)
        self.dropout = nn.Dropout(0.2)
        self.classifier = nn.Linear(20, classes)

    def forward(self, x):
        x = self.head(self.blocks(self.stem(x)))
        return self.classifier(self.dropout(x.mean((2, 3))))


def norm(name):
    """Return a batch normalization with PyTorch's settings."""
    return layers.BatchNormalization(epsilon=1e-3, momentum=0.99, name=name)


def gate(x, squeezed, name):
    """Return x with each channel scaled."""
    scale = layers.GlobalAveragePooling2D(keepdims=True, name=f"{name}_squeeze")(x)
    scale = layers.Conv2D(squeezed, 1, activation="relu", name=f"{name}_reduce")(scale)
    scale = layers.Conv2D(x.shape[-1], 1, activation="hard_sigmoid", name=f"{name}_excite")(scale)
    return layers.Multiply(name=f"{name}_scale")([x, scale])


def inverted(x, filters, stride, expand, name, gated=False):
    """Return what an inverted residual makes of x."""
    y = layers.Conv2D(x.shape[-1] * expand, 1, use_bias=False, name=f"{name}_expand")(x)
    y = layers.Activation("relu6", name=f"{name}_expand_relu")(norm(f"{name}_expand_bn")(y))
    if stride == 2:
        y = layers.ZeroPadding2D(1, name=f"{name}_pad")(y)
    padding = "valid" if stride == 2 else "same"
    y = layers.DepthwiseConv2D(3, stride, padding, use_bias=False, name=f"{name}_depthwise")(y)
    y = layers.Activation("relu6", name=f"{name}_depthwise_relu")(norm(f"{name}_depthwise_bn")(y))
    if gated:
        y = gate(y, 4, f"{name}_se")
    y = layers.Conv2D(filters, 1, use_bias=False, name=f"{name}_project")(y)
    y = norm(f"{name}_project_bn")(y)
    if stride == 1 and x.shape[-1] == filters:
        y = layers.Add(name=f"{name}_add")([x, y])
    return y


def keras_mobilenet(classes=6):
    """Return the same network in Keras."""
    inputs = keras.Input((24, 20, 3))
    x = layers.ZeroPadding2D(1, name="stem_pad")(inputs)
    x = layers.Conv2D(8, 3, strides=2, use_bias=False, name="stem")(x)
    x = ops.hard_swish(norm("stem_bn")(x))
    x = inverted(x, 8, 1, 2, "block0")
    x = inverted(x, 12, 2, 3, "block1")
    x = inverted(x, 12, 1, 2, "block2", gated=True)
    x = layers.Conv2D(20, 1, use_bias=False, name="head")(x)
    x = ops.hard_swish(norm("head_bn")(x))
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dropout(0.2, name="dropout")(x)
    return keras.Model(inputs, layers.Dense(classes, name="classifier")(x))


def carry(source, target):
    """Copy PyTorch's weights into Keras."""

    def conv(module, name):
        kernel = module.weight.detach().numpy().transpose(2, 3, 1, 0)
        if module.groups > 1:
            kernel = kernel.transpose(0, 1, 3, 2)
        bias = [] if module.bias is None else [module.bias.detach().numpy()]
        target.get_layer(name).set_weights([kernel, *bias])

    def bn(module, name):
        kept = (module.weight, module.bias, module.running_mean, module.running_var)
        target.get_layer(name).set_weights([each.detach().numpy() for each in kept])

    conv(source.stem[0], "stem")
    bn(source.stem[1], "stem_bn")
    for number, each in enumerate(source.blocks):
        name = f"block{number}"
        for part in ("expand", "depthwise", "project"):
            conv(getattr(each, part)[0], f"{name}_{part}")
            bn(getattr(each, part)[1], f"{name}_{part}_bn")
        if isinstance(each.gate, Gate):
            conv(each.gate.fc1, f"{name}_se_reduce")
            conv(each.gate.fc2, f"{name}_se_excite")
    conv(source.head[0], "head")
    bn(source.head[1], "head_bn")
    weights = [source.classifier.weight.detach().numpy().T, source.classifier.bias.detach().numpy()]
    target.get_layer("classifier").set_weights(weights)


def build(seed):
    """Return both models, the inputs as PyTorch takes them, and the port of the weights."""
    torch.manual_seed(seed)
    keras.utils.set_random_seed(seed)
    x = np.random.default_rng(seed).normal(size=(4, 3, 24, 20)).astype(keras.config.floatx())
    model = MobileNet().to(torch.as_tensor(x).dtype)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.constant_(module.weight, 3.0)  # or nothing would be larger than 6
    return lived(model, torch.as_tensor(x)), keras_mobilenet(), (x,), carry

"""A U-Net: down by pools, up by transposed convolutions and by interpolation, with skips; Keras Functional."""

import keras
import numpy as np
import torch
from keras import layers
from torch import nn
from torch.nn import functional as F

from benchmarks.models.pairs.lived import lived


class DoubleConv(nn.Module):
    """Twice a convolution, a group normalization and an activation."""

    def __init__(self, inputs, outputs, dilation=1):
        super().__init__()
        self.conv_a = nn.Conv2d(inputs, outputs, 3, padding=dilation, dilation=dilation)
        self.norm_a = nn.GroupNorm(4, outputs)
        self.conv_b = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.norm_b = nn.GroupNorm(4, outputs)

    def forward(self, x):
        x = F.silu(self.norm_a(self.conv_a(x)))
        return F.silu(self.norm_b(self.conv_b(x)))


class UNet(nn.Module):
    """Two levels down and two up."""

    def __init__(self, classes=3):
        super().__init__()
        self.down1 = DoubleConv(2, 8)
        self.down2 = DoubleConv(8, 12)
        self.middle = DoubleConv(12, 16, dilation=2)
        self.up2 = nn.ConvTranspose2d(16, 12, 3, stride=2, padding=1, output_padding=1)
        self.dec2 = DoubleConv(24, 12)
        self.up1 = nn.Upsample(scale_factor=2, mode="bilinear")
        self.shrink = nn.Conv2d(12, 8, 1)
        self.dec1 = DoubleConv(16, 8)
        self.out = nn.Conv2d(8, classes, 1)

    def forward(self, x):
        one = self.down1(x)
        two = self.down2(F.max_pool2d(one, 2))
        y = self.middle(F.avg_pool2d(two, 2))
        y = self.dec2(torch.cat([two, self.up2(y)], dim=1))
        y = self.dec1(torch.cat([one, self.shrink(self.up1(y))], dim=1))
        return torch.softmax(self.out(y), dim=1)


def double_conv(x, filters, name, dilation=1):
    """Return x after two convolutions."""
    x = layers.Conv2D(filters, 3, padding="same", dilation_rate=dilation, name=f"{name}_conv_a")(x)
    x = layers.GroupNormalization(4, epsilon=1e-5, name=f"{name}_norm_a")(x)
    x = layers.Activation("silu", name=f"{name}_act_a")(x)
    x = layers.Conv2D(filters, 3, padding="same", name=f"{name}_conv_b")(x)
    x = layers.GroupNormalization(4, epsilon=1e-5, name=f"{name}_norm_b")(x)
    return layers.Activation("silu", name=f"{name}_act_b")(x)


def keras_unet(classes=3):
    """Return the same network in Keras."""
    inputs = keras.Input((24, 16, 2))
    one = double_conv(inputs, 8, "enc1")
    x = layers.MaxPooling2D(2, name="pool1")(one)
    two = double_conv(x, 12, "enc2")
    x = layers.AveragePooling2D(2, name="pool2")(two)
    x = double_conv(x, 16, "bottleneck", dilation=2)
    x = layers.Conv2DTranspose(12, 3, strides=2, padding="valid", name="up2")(x)
    x = layers.Cropping2D(((1, 0), (1, 0)), name="up2_crop")(x)
    x = layers.Concatenate(name="skip2")([two, x])
    x = double_conv(x, 12, "dec2")
    x = layers.UpSampling2D(2, interpolation="bilinear", name="up1")(x)
    x = layers.Conv2D(8, 1, name="up1_conv")(x)
    x = layers.Concatenate(name="skip1")([one, x])
    x = double_conv(x, 8, "dec1")
    outputs = layers.Conv2D(classes, 1, activation="softmax", name="out")(x)
    return keras.Model(inputs, outputs, name="unet")


def carry(source, target):
    """Copy PyTorch's weights into Keras."""

    def conv(module, name):
        kernel = module.weight.detach().permute(2, 3, 1, 0).numpy()
        target.get_layer(name).set_weights([kernel, module.bias.detach().numpy()])

    def norm(module, name):
        target.get_layer(name).set_weights([module.weight.detach().numpy(), module.bias.detach().numpy()])

    names = dict(down1="enc1", down2="enc2", middle="bottleneck", dec2="dec2", dec1="dec1")
    for ours, theirs in names.items():
        module = getattr(source, ours)
        conv(module.conv_a, f"{theirs}_conv_a")
        norm(module.norm_a, f"{theirs}_norm_a")
        conv(module.conv_b, f"{theirs}_conv_b")
        norm(module.norm_b, f"{theirs}_norm_b")
    conv(source.up2, "up2")  # i o p q in PyTorch, p q o i in Keras: the same exchange
    conv(source.shrink, "up1_conv")
    conv(source.out, "out")


def build(seed):
    """Return both models, the inputs as PyTorch takes them, and the port of the weights."""
    torch.manual_seed(seed)
    keras.utils.set_random_seed(seed)
    x = np.random.default_rng(seed).normal(size=(2, 2, 24, 16)).astype(keras.config.floatx())
    model = UNet().to(torch.as_tensor(x).dtype)
    return lived(model, torch.as_tensor(x)), keras_unet(), (x,), carry

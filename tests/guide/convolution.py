"""Stock convolutions as people have them, whose weights are carried from one framework to the other."""

import keras
from torch import nn

from tests.guide.stock import images, referred, steps, volumes

layers = keras.layers

#: As in :mod:`tests.guide.test_porting`, by concept.
CONVOLUTION = {
    "convolution.conv2d": [
        (lambda: nn.Conv2d(3, 4, 3), lambda: layers.Conv2D(4, 3), (2, 9, 8, 3), images),
        (lambda: nn.Conv2d(3, 4, (3, 5), padding="same"), lambda: layers.Conv2D(4, (3, 5), padding="same"),
         (2, 9, 8, 3), images),
        (lambda: nn.Conv2d(3, 4, 3, stride=2), lambda: layers.Conv2D(4, 3, strides=2), (2, 9, 8, 3), images),
        (lambda: nn.Conv2d(6, 4, 3, groups=2), lambda: layers.Conv2D(4, 3, groups=2), (2, 9, 8, 6), images),
        (*referred("convolution.conv2d", h=9, w=8, c=3, k=4, p=3, q=2, stride=2, padding=1, dilation=2,
                   groups=1, with_b=True),
         (2, 9, 8, 3), images),
    ],
    "convolution.conv1d": [
        (lambda: nn.Conv1d(3, 4, 3), lambda: layers.Conv1D(4, 3), (2, 9, 3), steps),
        (lambda: nn.Conv1d(4, 6, 2, groups=2, dilation=3), lambda: layers.Conv1D(6, 2, groups=2, dilation_rate=3),
         (2, 9, 4), steps),
    ],
    "convolution.conv1d_transpose": [
        (lambda: nn.ConvTranspose1d(3, 4, 4, stride=2, padding=1),
         lambda: layers.Conv1DTranspose(4, 4, strides=2, padding="same"), (2, 5, 3), steps),
    ],
    "convolution.conv3d": [
        (lambda: nn.Conv3d(3, 4, (2, 3, 1)), lambda: layers.Conv3D(4, (2, 3, 1)), (2, 4, 5, 3, 3), volumes),
    ],
    "convolution.conv3d_transpose": [
        (lambda: nn.ConvTranspose3d(3, 2, 4, stride=2, padding=1),
         lambda: layers.Conv3DTranspose(2, 4, strides=2, padding="same"), (2, 2, 3, 2, 3), volumes),
    ],
    "convolution.depthwise_conv2d": [
        (lambda: nn.Conv2d(3, 6, (2, 3), groups=3),
         lambda: keras.Sequential([keras.Input((5, 4, 3)), layers.DepthwiseConv2D((2, 3), depth_multiplier=2)]),
         (2, 5, 4, 3), images),
    ],
    "convolution.separable_conv2d": [
        (*referred("convolution.separable_conv2d", h=5, w=4, c=3, d=6, k=2, p=2, q=3, stride=1, padding=0, dilation=1,
                   with_b=True),
         (2, 5, 4, 3), images),
    ],
    "convolution.inverted_residual": [
        (*referred("convolution.inverted_residual", h=5, w=4, c=3, e=6, k=3, p=3, q=3, stride=1, padding="same"),
         (2, 5, 4, 3), images),
    ],
    "convolution.squeeze_excite": [
        (*referred("convolution.squeeze_excite", c=4, r=2, with_b1=True, with_b2=True), (2, 5, 4, 4), images),
    ],
    "convolution.causal_conv1d": [
        (lambda: nn.Sequential(nn.ZeroPad1d((4, 0)), nn.Conv1d(3, 4, 3, dilation=2)),
         lambda: layers.Conv1D(4, 3, padding="causal", dilation_rate=2), (2, 9, 3), steps),
    ],
    "convolution.conv2d_transpose": [
        (lambda: nn.ConvTranspose2d(3, 4, 4, stride=2, padding=1),
         lambda: layers.Conv2DTranspose(4, 4, strides=2, padding="same"), (2, 5, 4, 3), images),
        (lambda: nn.ConvTranspose2d(3, 4, 3, stride=2), lambda: layers.Conv2DTranspose(4, 3, strides=2),
         (2, 5, 4, 3), images),
    ],
}  # fmt: skip

"""What is said of convolutions that look at channels apart, and of causal ones, is so."""

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

layers = keras.layers
RNG = np.random.default_rng(0)


@sees_to(
    "PyTorch has it as a convolution in c groups, Keras as a layer of its own; y's channels lie in the same order in "
    "both.",
    "The kernels of one channel lie beside each other, so that Keras's multiplier m is the last axis of its kernel and "
    "goes into PyTorch's first.",
)
def test_the_order_of_channels_of_a_depthwise_convolution():
    """On an image of one place with channels 1 and 10, two kernels each, 1 2 and 3 4."""
    module, layer = (
        nn.Conv2d(2, 4, 1, groups=2, bias=False),
        layers.DepthwiseConv2D(1, depth_multiplier=2, use_bias=False),
    )
    layer.build((None, 1, 1, 2))
    assert layer.kernel.shape == (1, 1, 2, 2) and module.weight.shape == (4, 1, 1, 1)
    layer.kernel.assign([[[[1, 2], [3, 4]]]])
    module.weight.data = torch.tensor([1.0, 2, 3, 4]).reshape(4, 1, 1, 1)
    assert np.array(layer(np.array([[[[1.0, 10]]]]))).ravel().tolist() == [1, 2, 30, 40]
    assert module(torch.tensor([1.0, 10]).reshape(1, 2, 1, 1)).ravel().tolist() == [1, 2, 30, 40]


@sees_to(
    "TensorFlow has one stride for both axes of a depthwise kernel: compute every place, keep one in stride"
)
def test_a_depthwise_kernel_has_one_stride():
    x = np.ones((1, 4, 5, 2))
    for layer in (layers.DepthwiseConv2D(2, strides=(1, 2)), layers.SeparableConv2D(1, 2, strides=(1, 2))):
        with pytest.raises((tf.errors.InvalidArgumentError, ValueError), match="equal length strides"):
            layer(x)


@sees_to(
    'Keras has it as a padding, "causal"; in PyTorch zeros are laid before the sequence, as many as D (p − 1).'
)
def test_causal_padding():
    x = RNG.standard_normal((1, 6, 1))
    layer, module = layers.Conv1D(1, 3, padding="causal", dilation_rate=2), nn.Conv1d(1, 1, 3, dilation=2)
    y = np.array(layer(x))
    module.weight.data = torch.tensor(layer.kernel.numpy().transpose(2, 1, 0))
    module.bias.data.zero_()
    assert module(
        nn.ZeroPad1d((4, 0))(torch.tensor(x.transpose(0, 2, 1)))
    ).detach().numpy().ravel() == pytest.approx(y.ravel())
    later = np.concatenate([x[:, :3], 0 * x[:, 3:]], axis=1)
    assert np.array(layer(later))[:, :3] == pytest.approx(y[:, :3])
    with pytest.raises((ValueError, RuntimeError)):
        nn.Conv1d(1, 1, 3, padding="causal")


@sees_to(
    "PyTorch has two convolutions for it, of which the first has no bias; Keras one layer with two kernels."
)
def test_the_kernels_of_a_separable_convolution():
    layer = layers.SeparableConv2D(5, (2, 3), depth_multiplier=2)
    layer.build((None, 4, 4, 3))
    shapes = {weight.name: tuple(weight.shape) for weight in layer.weights}
    assert shapes == dict(depthwise_kernel=(2, 3, 3, 2), pointwise_kernel=(1, 1, 6, 5), bias=(5,))
    assert not [name for name in dir(nn) if "Separable" in name]


@sees_to(
    "Neither framework has a layer of it.",
    "Where a PyTorch model has convolutions of 1 × 1 for the dense layers, its weights have two axes of length 1 more.",
)
def test_nobody_has_squeeze_and_excitation():
    assert not [
        name for name in [*dir(nn), *dir(layers)] if "squeeze" in name.lower() or "excit" in name.lower()
    ]
    assert nn.Conv2d(4, 2, 1).weight.shape == (*nn.Linear(4, 2).weight.shape, 1, 1)


@sees_to(
    'Where a stride of 2 meets an even size, "same" lays one row of zeros after the image, padding 1 one on either '
    "side.",
    'So a PyTorch model with padding 1 is carried to Keras with ZeroPadding2D(1) before a "valid" kernel.',
)
def test_a_stride_of_2_meets_an_even_size():
    x = RNG.standard_normal((1, 6, 6, 1))
    settings = dict(strides=2, use_bias=False, depthwise_initializer="ones")
    same = np.array(layers.DepthwiseConv2D(3, padding="same", **settings)(x))
    after = np.pad(x, ((0, 0), (0, 1), (0, 1), (0, 0)))
    valid = layers.DepthwiseConv2D(3, **settings)
    module = nn.Conv2d(1, 1, 3, stride=2, padding=1, bias=False)
    module.weight.data.fill_(1.0)
    y = module(torch.tensor(x.reshape(1, 1, 6, 6))).detach().numpy().reshape(same.shape)
    assert same == pytest.approx(np.array(valid(after))) and same != pytest.approx(y)
    assert y == pytest.approx(np.array(valid(layers.ZeroPadding2D(1)(x))))

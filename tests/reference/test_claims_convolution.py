"""What is said of convolutions is so: where zeros are laid and rows cut off, how weights lie, what is refused."""

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

layers, ops = keras.layers, keras.ops
RNG = np.random.default_rng(0)


def filled(module, layer, x):
    """Return what both answer to images or sequences x, channels last, with the kernel of ones and no bias."""
    module.weight.data.fill_(1.0)
    layer.build(x.shape)
    layer.kernel.assign(np.ones(layer.kernel.shape))
    first = torch.tensor(np.moveaxis(x, -1, 1).copy())
    return np.moveaxis(module(first).detach().numpy(), 1, -1), np.array(layer(x))


@sees_to(
    'Conv1d refuses "same" with strides',
    "Conv1d pads alike on both sides",
    "Conv1D refuses strides with dilation: compute every step, keep one in stride",
)
def test_what_convolutions_of_sequences_refuse():
    with pytest.raises(ValueError, match="padding='same' is not supported for strided convolutions"):
        nn.Conv1d(1, 1, 2, stride=2, padding="same")
    with pytest.raises((TypeError, ValueError, RuntimeError)):
        nn.Conv1d(1, 1, 2, padding=(0, 1))(torch.ones(1, 1, 3))
    assert nn.Conv1d(1, 1, 1, padding=1)(torch.ones(1, 1, 3))[0, 0, [0, -1]].unique().shape == (1,)
    with pytest.raises(ValueError, match="dilation_rate"):
        layers.Conv1D(1, 2, strides=2, dilation_rate=2)
    x = RNG.standard_normal((1, 5, 2))
    assert np.array_equal(layers.MaxPooling1D(1, 2)(x), x[:, ::2])


@sees_to(
    "One kernel in two layouts, as of an image: PyTorch wants steps last, Keras channels.",
    'Where "same" lays an odd number of zeros, with stride 1 both frameworks lay the one more after the sequence.',
)
def test_the_odd_zero_after_a_sequence():
    x = np.array([1.0, 10, 100]).reshape(1, 3, 1)
    module, layer = (
        nn.Conv1d(1, 1, 2, padding="same", bias=False),
        layers.Conv1D(1, 2, padding="same", use_bias=False),
    )
    for y in filled(module, layer, x):
        assert y.ravel().tolist() == [11, 110, 100]
    assert nn.Conv1d(3, 4, 2).weight.shape == (4, 3, 2) and nn.Conv1d(3, 4, 2)(torch.ones(1, 3, 5)).shape == (
        1,
        4,
        4,
    )
    layer = layers.Conv1D(4, 2)
    assert layer(np.ones((1, 5, 3))).shape == (1, 4, 4) and layer.kernel.shape == (2, 3, 4)


@sees_to(
    "One kernel in two layouts.",
    'PyTorch cuts off as much before as after, and Keras\'s "same" what leaves S h rows of h.',
    'Of a kernel of 3 and stride 2, PyTorch (padding 1, output padding 1) cuts off the first row, Keras ("same") the '
    "last: both leave 2 h, which are the same one row later in Keras.",
    "A kernel of 4 loses one on either side in both: it can be carried over as it is.",
)
def test_which_rows_a_transposed_convolution_loses():
    x = RNG.standard_normal((1, 5, 1, 1))
    same = dict(strides=(2, 1), padding="same", use_bias=False)

    def transposed(p, **settings):
        return nn.ConvTranspose2d(1, 1, (p, 1), stride=(2, 1), bias=False, **settings)

    ours, theirs = filled(
        transposed(3, padding=(1, 0), output_padding=(1, 0)), layers.Conv2DTranspose(1, (3, 1), **same), x
    )
    whole, _ = filled(transposed(3), layers.Conv2DTranspose(1, (3, 1), **same), x)
    assert ours.shape == theirs.shape == (1, 10, 1, 1)
    assert ours == pytest.approx(whole[:, 1:]) and theirs == pytest.approx(whole[:, :-1])
    assert theirs[:, 1:] == pytest.approx(ours[:, :-1]) and theirs != pytest.approx(ours)
    ours, theirs = filled(transposed(4, padding=(1, 0)), layers.Conv2DTranspose(1, (4, 1), **same), x)
    assert ours == pytest.approx(theirs) and ours.shape == (1, 10, 1, 1)
    for p, stride in ((1, 3), (2, 3), (3, 3), (5, 3), (4, 1)):
        layer = layers.Conv2DTranspose(1, p, strides=stride, padding="same")
        assert layer(np.ones((1, 4, 5, 1))).shape == (1, 4 * stride, 5 * stride, 1)
    assert nn.ConvTranspose2d(3, 4, (5, 6)).weight.shape == (3, 4, 5, 6)
    layer = layers.Conv2DTranspose(4, (5, 6))
    layer.build((None, 9, 9, 3))
    assert layer.kernel.shape == (5, 6, 4, 3)


@sees_to(
    "ConvTranspose2d cuts an axis alike on both sides; less than 0 laid around an image are places cut off",
    "Conv2DTranspose cuts off by rule alone: let it make all there is",
)
def test_how_a_transposed_convolution_may_be_cut():
    with pytest.raises((TypeError, ValueError, RuntimeError)):
        nn.ConvTranspose2d(1, 1, 2, padding=((0, 1), (0, 1)))(torch.ones(1, 1, 3, 3))
    image = torch.arange(12.0).reshape(1, 1, 3, 4)
    assert torch.equal(nn.ZeroPad2d((-1, -2, 0, -1))(image), image[..., :2, 1:2])
    with pytest.raises((TypeError, ValueError, AttributeError)):
        layers.Conv2DTranspose(1, 2, padding=1)
    x = np.ones((1, 3, 4, 1))
    assert layers.Conv2DTranspose(1, 3, strides=2, padding="valid")(x).shape == (1, 7, 9, 1)


def test_what_keras_refuses_of_transposed_convolutions():
    """What the docstring of the reference says of its layer of its own."""
    with pytest.raises(ValueError, match="Unrecognized keyword arguments"):
        layers.Conv2DTranspose(1, 2, groups=2)
    with pytest.raises(ValueError, match="dilation_rate"):
        layers.Conv2DTranspose(1, 2, strides=2, dilation_rate=2)
    if not tf.config.list_physical_devices("GPU"):
        with pytest.raises(tf.errors.InvalidArgumentError, match="dilation rates larger than 1"):
            layers.Conv2DTranspose(1, 2, dilation_rate=2)(np.ones((1, 3, 3, 1)))

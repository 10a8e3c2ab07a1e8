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
    'Conv3d refuses "same" with strides',
    "Conv3d pads an axis alike on both sides",
    "Conv1D refuses strides with dilation: compute every step, keep one in stride",
    "Conv3D refuses strides with dilation: compute every place, keep one in stride",
)
def test_what_convolutions_of_sequences_and_volumes_refuse():
    for module, zeros in ((nn.Conv1d, (1, 1, 3)), (nn.Conv3d, (1, 1, 3, 3, 3))):
        with pytest.raises(ValueError, match="padding='same' is not supported for strided convolutions"):
            module(1, 1, 2, stride=2, padding="same")
        with pytest.raises((TypeError, ValueError, RuntimeError)):
            module(1, 1, 2, padding=((0, 1),) * (len(zeros) - 2))(torch.ones(zeros))
    with pytest.raises((TypeError, ValueError, RuntimeError)):
        nn.Conv1d(1, 1, 2, padding=(0, 1))(torch.ones(1, 1, 3))
    assert nn.Conv1d(1, 1, 1, padding=1)(torch.ones(1, 1, 3))[0, 0, [0, -1]].unique().shape == (1,)
    for layer in (layers.Conv1D, layers.Conv3D):
        with pytest.raises(ValueError, match="dilation_rate"):
            layer(1, 2, strides=2, dilation_rate=2)
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
    "One kernel in two layouts, as of an image: PyTorch keeps channels before slices, Keras after columns.",
    "A padding of three numbers is one for each axis in both; in PyTorch's layers of padding the last axis comes "
    "first.",
)
def test_how_volumes_are_padded():
    module, layer = nn.Conv3d(3, 4, (1, 2, 5), padding=(0, 1, 3)), layers.Conv3D(4, (1, 2, 5))
    assert module.weight.shape == (4, 3, 1, 2, 5) and module(torch.ones(1, 3, 2, 3, 4)).shape == (
        1,
        4,
        2,
        4,
        6,
    )
    assert layer(layers.ZeroPadding3D((0, 1, 3))(np.ones((1, 2, 3, 4, 3)))).shape == (1, 2, 4, 6, 4)
    assert layer.kernel.shape == (1, 2, 5, 3, 4)
    assert nn.ZeroPad3d((3, 3, 1, 1, 0, 0))(torch.ones(1, 3, 2, 3, 4)).shape == (1, 3, 2, 5, 10)


@sees_to(
    'Of what is cut off PyTorch takes as much from either end, Keras\'s "same" one more from the end if it is odd.',
    "Where the stride is larger than the kernel, PyTorch ends with the last kernel, Keras S steps after where that "
    "starts: what is between is b.",
    'A kernel of 4 with stride 2 is cut alike in both (PyTorch: padding 1; Keras: "same"), one of 3 at another '
    "end.",
)
def test_which_ends_transposed_convolutions_lose():
    x, same = RNG.standard_normal((1, 5, 1)), dict(strides=2, padding="same", use_bias=False)
    for p in (3, 5):
        padding = dict(padding=p // 2, output_padding=1)
        whole, theirs = filled(
            nn.ConvTranspose1d(1, 1, p, 2, bias=False), layers.Conv1DTranspose(1, p, **same), x
        )
        ours, _ = filled(
            nn.ConvTranspose1d(1, 1, p, 2, bias=False, **padding), layers.Conv1DTranspose(1, p, **same), x
        )
        before = (p - 2) // 2
        assert theirs == pytest.approx(whole[:, before : before + 10])
        assert ours == pytest.approx(whole[:, before + 1 : before + 11]) and ours.shape == theirs.shape
    module, layer = (
        nn.ConvTranspose1d(1, 1, 2, 4, bias=False),
        layers.Conv1DTranspose(1, 2, 4, use_bias=False),
    )
    ours, theirs = filled(module, layer, x)
    assert ours.shape == (1, 18, 1) and theirs.shape == (1, 20, 1)
    assert theirs[:, :18] == pytest.approx(ours) and not theirs[:, 18:].any()
    x = RNG.standard_normal((1, 3, 2, 2, 1))
    for p, alike in ((4, True), (3, False)):
        padding = dict(padding=1, output_padding=p % 2)
        ours, theirs = filled(
            nn.ConvTranspose3d(1, 1, p, 2, bias=False, **padding), layers.Conv3DTranspose(1, p, **same), x
        )
        assert ours.shape == theirs.shape == (1, 6, 4, 4, 1) and np.allclose(ours, theirs) == alike


@sees_to(
    "ConvTranspose1d cuts off alike on both sides; less than 0 laid around a sequence are steps cut off",
    "ConvTranspose3d cuts an axis alike on both sides; less than 0 laid around a volume are places cut off",
    "Conv1DTranspose cuts off by rule alone: let it make all there is",
    "Conv3DTranspose cuts off by rule alone: let it make all there is",
    "ConvTranspose2d cuts an axis alike on both sides; less than 0 laid around an image are places cut off",
    "Conv2DTranspose cuts off by rule alone: let it make all there is",
)
def test_how_a_transposed_convolution_may_be_cut():
    modules = (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)
    for axes, module in enumerate(modules, 1):
        with pytest.raises((TypeError, ValueError, RuntimeError)):
            module(1, 1, 2, padding=((0, 1),) * axes)(torch.ones(1, 1, *[3] * axes))
    assert nn.ZeroPad1d((-1, -2))(torch.arange(5.0)).tolist() == [1, 2]
    image = torch.arange(12.0).reshape(1, 1, 3, 4)
    assert torch.equal(nn.ZeroPad2d((-1, -2, 0, -1))(image), image[..., :2, 1:2])
    for layer in (layers.Conv1DTranspose, layers.Conv2DTranspose, layers.Conv3DTranspose):
        with pytest.raises((TypeError, ValueError, AttributeError)):
            layer(1, 2, padding=1)
    x = np.ones((1, 3, 4, 1))
    assert layers.Conv2DTranspose(1, 3, strides=2, padding="valid")(x).shape == (1, 7, 9, 1)


def test_what_keras_refuses_of_transposed_convolutions():
    """What the docstring of the reference says of its layer of its own."""
    for axes, layer in enumerate((layers.Conv1DTranspose, layers.Conv2DTranspose, layers.Conv3DTranspose), 1):
        with pytest.raises(ValueError, match="Unrecognized keyword arguments"):
            layer(1, 2, groups=2)
        with pytest.raises(ValueError, match="dilation_rate"):
            layer(1, 2, strides=2, dilation_rate=2)
        if not tf.config.list_physical_devices("GPU"):
            with pytest.raises(tf.errors.InvalidArgumentError, match="dilation rates larger than 1"):
                layer(1, 2, dilation_rate=2)(np.ones((1, *[3] * axes, 1)))

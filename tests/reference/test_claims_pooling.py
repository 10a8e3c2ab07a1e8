"""What the lessons of pooling say is so, in all panels that they speak of."""

import subprocess
import sys

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn
from torch.nn import functional

from comparisons.declaring.catalogue import load
from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

layers = keras.layers


def paid(pool, x, channels_first=False):
    """Return the gradient of a pool's sum, for one image, sequence or volume of one channel."""
    x = np.asarray(x)
    if channels_first:
        given = torch.tensor(x[None, None], requires_grad=True)
        pool(given).sum().backward()
        return given.grad[0, 0].tolist()
    given = tf.constant(x[None, ..., None])
    with tf.GradientTape() as tape:
        tape.watch(given)
        y = pool(given)
    return np.array(tape.gradient(y, given))[0, ..., 0].tolist()


def averages(framework, axes, **settings):
    """Return the mean of pairs of ones, one laid before and none after, as a framework's layer has it."""
    ones = np.ones((1, *[3] * axes, 1))
    if framework == "pytorch":
        pool = (nn.AvgPool1d, nn.AvgPool2d, nn.AvgPool3d)[axes - 1](3, padding=1, **settings)
        return pool(torch.tensor(np.moveaxis(ones, -1, 1))).numpy().ravel()[0]
    pool = (layers.AveragePooling1D, layers.AveragePooling2D, layers.AveragePooling3D)[axes - 1]
    return np.array(pool(3, 2, "same", dtype="float32")(ones.astype("float32"))).ravel()[0]


@sees_to(
    'Zeros of the padding count in PyTorch\'s mean, unless told otherwise; those of "same" padding in Keras never do.',
    'As of an image: zeros of the padding count in PyTorch\'s mean, those of "same" padding in Keras do not.',
    "Zeros of the padding count in PyTorch's mean, not in Keras's; TensorFlow's kernel of volumes takes no float64.",
    "a window's share of places that count is the mean of ones",
)
def test_whether_padding_counts_in_a_mean():
    for axes in (1, 2, 3):
        assert averages("pytorch", axes) == pytest.approx((2 / 3) ** axes)
        assert averages("pytorch", axes, count_include_pad=False) == averages("keras", axes) == 1
    with pytest.raises(tf.errors.NotFoundError, match="AvgPool3D"), tf.device("CPU"):
        tf.nn.avg_pool3d(tf.ones((1, 2, 2, 2, 1), "float64"), 2, 2, "VALID")


KERAS_POOLS = [getattr(layers, f"{kind}Pooling{axes}D") for kind in ("Max", "Average") for axes in (1, 2, 3)]


@sees_to(
    'Keras\'s layer takes padding by a word alone, "same" or "valid"; PyTorch\'s takes a number for both sides alone.',
    'AveragePooling1D pads by "same" alone, leaves padding out of the mean, and has no ceil mode',
    'AveragePooling2D pads by "same" alone, leaves padding out of the mean, and has no ceil mode',
    'AveragePooling3D pads by "same" alone, leaves padding out of the mean, has no ceil mode, and no kernel for '
    "float64: planes are pooled first, and then across them",
    'MaxPooling1D pads by "same" alone, and has neither dilation nor ceil mode',
    'MaxPooling3D pads by "same" alone, has neither dilation nor ceil mode, and no kernel for float64: planes are '
    "pooled first, and then across them",
    "AvgPool1d pads alike on both sides",
    "AvgPool2d pads an axis alike on both sides",
    "AvgPool3d pads an axis alike on both sides",
    "MaxPool1d pads alike on both sides",
    "MaxPool3d pads an axis alike on both sides",
    "room for one window more",
)
def test_what_the_layers_take():
    for pool in KERAS_POOLS:
        axes = int(pool.__name__[-2])
        for word in ("dilation", "dilation_rate", "ceil_mode", "count_include_pad"):
            with pytest.raises((TypeError, ValueError), match=word):
                pool(2, **{word: 1})
        with pytest.raises((TypeError, ValueError, AttributeError)):
            pool(2, padding=1)(np.ones((1, *[4] * axes, 1), "float32"))
        if axes == 3:
            with pytest.raises((tf.errors.OpError, TypeError), match=r"double|DOUBLE"):
                pool(2, dtype="float64")(np.ones((1, 4, 4, 4, 1)))
    for axes in (1, 2, 3):
        for kind in ("Max", "Avg"):
            pool, sides = getattr(nn, f"{kind}Pool{axes}d"), ((1, 0),) * axes
            with pytest.raises((RuntimeError, TypeError)):
                pool(2, padding=sides[0] if axes == 1 else sides)(torch.ones((1, 1, *[4] * axes)))
    volume = np.random.default_rng(0).standard_normal((1, 5, 4, 6, 2)).astype("float32")
    for name, layer in (("max_pool3d", layers.MaxPooling3D), ("avg_pool3d", layers.AveragePooling3D)):
        settings = dict(size=2, stride=None, padding=0, ceil_mode=False)
        settings |= dict(dilation=1) if name == "max_pool3d" else dict(count_include_pad=True)
        port = load(f"pooling.{name}").reference("keras").build(5, 4, 6, **settings)
        assert np.allclose(port(volume.astype("float64")), layer(2, dtype="float32")(volume))
    assert nn.MaxPool1d(2, ceil_mode=True)(torch.ones(1, 1, 3)).shape[-1] == 2


@sees_to(
    "TensorFlow pools volumes in float32 alone, and pays every maximum of a window, where images pay the first.",
    "In float64 a port pools planes first, and then across them, which pays the first.",
)
def test_the_kernel_of_volumes_pays_every_maximum():
    with pytest.raises(tf.errors.InvalidArgumentError, match="double"):
        tf.nn.max_pool3d(tf.ones((1, 2, 2, 2, 1), "float64"), 2, 2, "VALID")
    ones = np.ones((2, 2, 2), "float32")
    assert np.sum(paid(layers.MaxPooling3D(2, dtype="float32"), ones)) == 8
    assert paid(layers.MaxPooling2D(2, dtype="float32"), ones[0]) == [[1, 0], [0, 0]]
    port = load("pooling.max_pool3d").reference("keras").build(2, 2, 2, 2, None, 0, 1, False)
    assert paid(port, ones.astype("float64")) == [[[1, 0], [0, 0]], [[0, 0], [0, 0]]]


@sees_to(
    "PyTorch's name for it is an adaptive pool of size 1, which keeps the axes; Keras's layer leaves them out.",
    "Of equal maxima PyTorch's adaptive pool pays the first, and Keras shares among all; torch.amax shares as well.",
)
def test_global_pools():
    x = np.random.default_rng(0).standard_normal((2, 3, 4, 5))
    means = nn.AdaptiveAvgPool2d(1)(torch.tensor(x).permute(0, 3, 1, 2))
    assert means.shape == (2, 5, 1, 1)
    assert np.allclose(layers.GlobalAveragePooling2D()(x), means[..., 0, 0])
    ones = np.ones((2, 2))
    assert paid(nn.AdaptiveMaxPool2d(1), ones, True) == [[1, 0], [0, 0]]
    assert paid(lambda x: torch.amax(x, (2, 3)), ones, True) == [[1 / 4] * 2] * 2
    assert paid(layers.GlobalMaxPooling2D(), ones) == [[1 / 4] * 2] * 2


@sees_to(
    "Windows that do not divide the image overlap by a row, or differ in size by one, by the same rule in both."
)
def test_windows_of_adaptive_pools():
    for places, count in ((5, 3), (12, 5), (4, 6), (7, 7)):
        line = torch.eye(places, dtype=torch.float64)[:, None]  # an image a place, that is 1 there
        theirs = [
            nn.AdaptiveAvgPool2d((1, count))(line[:, None])[:, 0, 0].numpy(),
            np.array(layers.AdaptiveAveragePooling2D((1, count))(line[..., None].numpy()))[:, 0, :, 0],
        ]
        sizes = [np.count_nonzero(each, axis=0) for each in theirs]
        assert np.array_equal(*sizes) and np.allclose(*theirs)
        assert np.ptp(sizes[0]) <= 1 and sizes[0].sum() - places <= count
        assert (np.count_nonzero(theirs[0], axis=1) <= (2 if count <= places else count)).all()


@sees_to("Of equal maxima PyTorch pays the first row by row, Keras the first column by column.")
def test_which_of_equal_maxima_an_adaptive_pool_pays():
    x = np.tile([[0.0, 1], [1, 0]], (2, 2))
    right, below = [[0, 1], [0, 0]], [[0, 0], [1, 0]]
    assert paid(nn.AdaptiveMaxPool2d(2), x, True) == np.tile(right, (2, 2)).tolist()
    assert paid(layers.AdaptiveMaxPooling2D(2), x) == np.tile(below, (2, 2)).tolist()


ENDS = """
import tensorflow as tf, keras
x = tf.ones((2, 4, 5, 3), "{}")
with tf.GradientTape() as tape:
    tape.watch(x)
    y = keras.layers.AdaptiveMaxPooling2D(1, dtype=x.dtype.name)(x)
assert y.shape == (2, 1, 1, 3)
assert abs(float(tf.reduce_sum(tape.gradient(y, x))) - 6) < 1e-3
"""


@sees_to(
    "Where a window holds a whole axis, Keras's layer has no gradient: a port takes the maximum of slices instead.",
    "on the way back AdaptiveMaxPooling2D ends the process, or returns no gradient, where a window holds a whole axis",
)
def test_an_adaptive_pool_of_keras_whose_window_holds_a_whole_axis():
    program = [sys.executable, "-c", ENDS.format("float32")]
    assert subprocess.run(program, capture_output=True, check=False).returncode != 0
    port = load("pooling.adaptive_max_pool").reference("keras").build(2, 3, 1)
    assert paid(port, np.array([[1.0, 2, 0], [0, 1, 0]])) == [[0, 1, 0], [0, 0, 0]]


def test_padding_of_functional_pad_names_the_last_axis_first():
    assert functional.pad(torch.ones(2, 3), (1, 0, 2, 2)).shape == (6, 4)

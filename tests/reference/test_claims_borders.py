"""What the lessons of borders, of larger images and of windows say is so, in all panels that they speak of."""

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

layers = keras.layers


@sees_to(
    "PyTorch names columns before rows, left, right, top, bottom; Keras rows before columns.",
    "the last axis comes first",
)
def test_the_order_of_sides():
    x = np.ones((1, 2, 2, 1))
    theirs = nn.ZeroPad2d((1, 2, 3, 4))(torch.tensor(x[..., 0])).numpy()
    assert np.array_equal(np.array(layers.ZeroPadding2D(((3, 4), (1, 2)))(x))[..., 0], theirs)
    assert theirs[0, 3:5, 1:3].all() and theirs.sum() == 4
    for way in (nn.ReflectionPad2d, nn.ReplicationPad2d, nn.CircularPad2d):
        assert way((1, 0, 0, 0))(torch.ones(1, 2, 2)).shape == (1, 2, 3)


def in_keras(x, mode):
    return keras.ops.pad(x, [(0, 0), (1, 1)], mode=mode)


@sees_to("Both mirror the image without repeating its edge, and refuse a border as long as the image.")
def test_a_mirror():
    x = np.array([[0.0, 1, 2]])
    assert np.array(in_keras(x, "reflect")).tolist() == [[1, 0, 1, 2, 1]]
    assert nn.ReflectionPad2d((1, 1, 0, 0))(torch.tensor(x[None])).tolist() == [[[1, 0, 1, 2, 1]]]
    with pytest.raises(RuntimeError, match="less than"):
        nn.ReflectionPad2d(2)(torch.ones(1, 2, 2))
    with pytest.raises(tf.errors.InvalidArgumentError, match="less than"):
        keras.ops.pad(np.ones((2, 2)), [(2, 0), (0, 0)], mode="reflect")


@sees_to(
    "PyTorch has a layer for it, Keras on TensorFlow no mode: a port takes rows and columns by number.",
    "PyTorch has a layer for it, Keras on TensorFlow no mode: a port puts the ends on the other sides.",
    "keras.ops.pad repeats no edge on TensorFlow",
    "keras.ops.pad goes round in no mode on TensorFlow",
)
def test_borders_that_keras_lacks():
    assert nn.ReplicationPad2d(1)(torch.arange(2.0).reshape(1, 1, 2)).tolist() == [[[0, 0, 1, 1]] * 3]
    assert nn.CircularPad2d(1)(torch.arange(2.0).reshape(1, 1, 2)).tolist() == [[[1, 0, 1, 0]] * 3]
    for mode in ("edge", "wrap"):
        with pytest.raises((ValueError, tf.errors.OpError), match=rf"(?i){mode}"):
            in_keras(np.ones((2, 2)), mode)


@sees_to(
    "PyTorch calls the factor scale_factor and demands it, Keras calls it size, and it is 2.",
    "Neither aligns corners unless told to; Keras's layer cannot be told, and computes float64 in float32.",
    "UpSampling2D aligns no corners, and tf.image.resize neither: their forerunner does",
)
def test_larger_images():
    with pytest.raises(ValueError, match="scale_factor"):
        nn.Upsample()(torch.ones(1, 1, 2, 2))
    size = inspect.signature(layers.UpSampling2D).parameters["size"]
    assert size.default == (2, 2)
    for function in (layers.UpSampling2D, tf.image.resize):
        assert "align_corners" not in inspect.signature(function).parameters
    line = np.array([0.0, 1]).reshape(1, 1, 2, 1)
    theirs = nn.Upsample(scale_factor=2, mode="bilinear")(torch.tensor(line[..., 0][None])).numpy()
    middles = np.array(layers.UpSampling2D(2, interpolation="bilinear")(line))
    assert theirs[0, 0, 0].tolist() == middles[0, 0, :, 0].tolist() == [0, 0.25, 0.75, 1]
    corners = np.array(tf.compat.v1.image.resize_bilinear(line, (1, 4), align_corners=True))
    assert corners.dtype == np.float32 and corners.ravel() == pytest.approx([0, 1 / 3, 2 / 3, 1])
    given = np.full((1, 1, 1, 1), 1 / 3)
    layer = layers.UpSampling2D(2, interpolation="bilinear")
    assert set(np.array(layer(given)).ravel()) == {float(np.float32(1 / 3))}


@sees_to(
    "Channels of a sub-pixel lie side by side in Keras's depth_to_space, sub-pixels of a channel in PyTorch's layer.",
    "keras.ops.depth_to_space refuses a scale of 1",
)
def test_the_order_of_sub_pixels():
    x = np.arange(8.0).reshape(1, 1, 1, 8)
    first = np.array(keras.ops.depth_to_space(x, 2))[0, 0, 0]
    theirs = nn.PixelShuffle(2)(torch.tensor(x).permute(0, 3, 1, 2))[0, :, 0, 0]
    assert first.tolist() == [0, 1] and theirs.tolist() == [0, 4]
    with pytest.raises(ValueError, match="at least 2"):
        keras.ops.depth_to_space(x, 1)


@sees_to(
    "Both put the places of one channel side by side, and windows last; Keras's function wants channels first as well.",
    "Unfold pads an axis alike on both sides",
    "keras.ops.unfold pads an axis alike on both sides",
)
def test_windows_one_below_the_other():
    x = np.arange(18.0).reshape(1, 2, 3, 3)  # the first channel is 0 to 8
    theirs = nn.Unfold(2)(torch.tensor(x)).numpy()
    assert np.array_equal(keras.ops.unfold(x, 2), theirs)
    assert theirs.shape == (1, 8, 4) and theirs[0, :4, 0].tolist() == [0, 1, 3, 4]
    with pytest.raises((TypeError, RuntimeError)):
        nn.Unfold(2, padding=((1, 0), (0, 0)))(torch.tensor(x))
    with pytest.raises((TypeError, ValueError, tf.errors.OpError)):
        keras.ops.unfold(x, 2, padding=((1, 0), (0, 0)))

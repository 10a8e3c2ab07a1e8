"""What people ask in public of convolution and pooling: scratch says what is right, or in one line what is wrong."""

from itertools import product

import numpy as np
import pytest
import torch

from scratch.convolution.conv2d import conv2d
from scratch.pooling.max_pool2d import max_pool2d
from tests.scratch.test_right_values import refused

pytestmark = pytest.mark.filterwarnings("error")


def test_same_padding_with_a_stride_lays_more_after_the_image():
    x, W = np.arange(16.0).reshape(1, 4, 4, 1), np.arange(9.0).reshape(3, 3, 1, 1)
    padded = np.pad(x[0, ..., 0], ((0, 1), (0, 1)))
    right = [[(padded[r : r + 3, s : s + 3] * W[..., 0, 0]).sum() for s in (0, 2)] for r in (0, 2)]
    y, _ = conv2d(x, W, stride=2, padding="same")
    assert y[0, ..., 0].tolist() == right
    other, _ = conv2d(x, W, stride=2, padding=1)
    assert other.shape == y.shape and not np.allclose(other, y)


def test_channels_that_do_not_part_into_groups():
    x, W = np.ones((1, 3, 3, 6)), np.ones((2, 2, 3, 4))
    assert conv2d(x, W, groups=2)[0].shape == (1, 2, 2, 4)
    with pytest.raises(
        ValueError, match=r"conv2d: W has the shape .* groups = 3 .* would be \(2, 2, 2, 4\)$"
    ):
        conv2d(x, W, groups=3)
    told = "conv2d: groups is 4; allowed are numbers that divide both c = 6 of x and k = 4 of W"
    with refused(told):
        conv2d(x, W[:, :, :1], groups=4)


def test_in_ceil_mode_a_window_may_be_larger_than_the_image():
    y, backward = max_pool2d(np.reshape([1.0, 4, 2, 3], (1, 2, 2, 1)), size=3, stride=2, ceil_mode=True)
    assert y.ravel().tolist() == [4] and backward(y)["x"].ravel().tolist() == [0, 4, 0, 0]


@pytest.mark.parametrize("places", range(1, 9))
def test_ceil_mode_takes_the_windows_that_pytorch_takes(places):
    x = np.random.default_rng(0).standard_normal((1, places, 1, 1))
    column, compared = torch.tensor(x.transpose(0, 3, 1, 2)), 0
    for size, stride, dilation, padding in product(range(1, 5), range(1, 6), range(1, 4), range(3)):
        given = [(size, 1), (stride, 1), (padding, 0), (dilation, 1)]
        try:
            theirs = torch.nn.functional.max_pool2d(column, *given, ceil_mode=True).numpy()
        except RuntimeError:  # half a window of padding is the most there
            continue
        settings = dict(zip(("size", "stride", "padding", "dilation"), given, strict=True))
        if np.isinf(theirs).any():
            with pytest.raises(ValueError, match="allowed is what leaves every window a place of x"):
                max_pool2d(x, **settings, ceil_mode=True)
        else:
            ours, _ = max_pool2d(x, **settings, ceil_mode=True)
            assert np.array_equal(ours[0, :, 0, 0], theirs[0, 0, :, 0])
            compared += 1
    assert compared > 20


@pytest.mark.parametrize(
    "given",
    [
        dict(padding=2),
        dict(padding=((0, 0), (0, 2))),
        dict(padding=2, dilation=(4, 1), stride=1),
    ],
)
def test_a_window_that_sees_the_padding_alone(given):
    told = f"max_pool2d: padding is {given['padding']}; allowed is what leaves every window a place of x"
    with refused(told):
        max_pool2d(np.ones((1, 3, 4, 1)), **given)


def test_a_window_of_minus_infinity_pays_a_place_of_the_image():
    x, t = np.full((1, 3, 3, 1), -np.inf), torch.full((1, 1, 3, 3), -np.inf, dtype=float, requires_grad=True)
    y, backward = max_pool2d(x, size=3, stride=2, padding=1)
    torch.nn.functional.max_pool2d(t, 3, 2, 1).sum().backward()
    right = [[1, 1, 0], [1, 1, 0], [0, 0, 0]]
    assert np.isneginf(y).all()
    assert backward(np.ones_like(y))["x"][0, ..., 0].tolist() == right == t.grad[0, 0].tolist()


@pytest.mark.parametrize("stride", [0, (1, 0), -1])
def test_a_stride_counts_from_1_though_none_is_given_as_a_rule(stride):
    with refused(f"max_pool2d: stride is {stride}; allowed are whole numbers from 1, 2 of these, None"):
        max_pool2d(np.ones((1, 3, 4, 1)), stride=stride)

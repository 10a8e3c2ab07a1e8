"""What people ask in public of transposed, depthwise and causal convolutions, and of blocks that are made of them."""

import numpy as np
import pytest

from scratch.convolution.causal_conv1d import causal_conv1d
from scratch.convolution.conv1d import conv1d
from scratch.convolution.conv1d_transpose import conv1d_transpose
from scratch.convolution.conv2d import conv2d
from scratch.convolution.conv2d_transpose import conv2d_transpose
from scratch.convolution.depthwise_conv2d import depthwise_conv2d
from scratch.convolution.inverted_residual import inverted_residual
from scratch.convolution.squeeze_excite import squeeze_excite
from tests.scratch.test_right_values import refused

RNG = np.random.default_rng(0)


def drawn(*shape):
    return RNG.standard_normal(shape)


@pytest.mark.parametrize(
    "settings", [dict(), dict(stride=2, padding=1), dict(dilation=2, groups=2), dict(stride=3)]
)
def test_a_transposed_convolution_is_the_transpose(settings):
    """Σ conv(y) ⊙ x = Σ y ⊙ transposed(x) for all x and y, with one kernel."""
    stride, around = settings.get("stride", 1), 2 * settings.get("padding", 0)
    y, W = drawn(1, 7, 6, 4), drawn(3, 2, 4 // settings.get("groups", 1), 6)
    convolved, _ = conv2d(y, W, **settings)
    x, left = drawn(*convolved.shape), ((7 + around - 3) % stride, (6 + around - 2) % stride)
    back, _ = conv2d_transpose(x, W, output_padding=left, **settings)
    assert back.shape == y.shape
    assert (convolved * x).sum() == pytest.approx((y * back).sum())


def test_numbers_of_a_transposed_convolution():
    x, W = np.reshape([1.0, 10], (1, 2, 1)), np.reshape([1.0, 2, 3], (3, 1, 1))
    told = {
        (): [1, 2, 13, 20, 30],
        ("same",): [1, 2, 13, 20],
        (1, 1): [2, 13, 20, 30],
        (1,): [2, 13, 20],
        ("same", 0): [2, 13, 20],
    }
    for given, y in told.items():
        settings = dict(zip(("padding", "output_padding"), given, strict=False))
        assert conv1d_transpose(x, W, stride=2, **settings)[0].ravel().tolist() == y, given


def test_what_a_transposed_convolution_refuses():
    x, W = np.ones((1, 2, 2, 1)), np.ones((3, 3, 1, 1))
    with refused("conv2d_transpose: output_padding is 2; allowed are numbers below the stride, 2"):
        conv2d_transpose(x, W, stride=2, output_padding=2)
    with refused("conv2d_transpose: padding is 2; allowed is what leaves some of y, made of the 2 × 2 of x"):
        conv2d_transpose(x, W, padding=2)
    with refused("conv2d_transpose: groups is 2; allowed are numbers that divide c = 1 of x"):
        conv2d_transpose(x, W, groups=2)


def test_a_depthwise_convolution_is_one_in_groups():
    x, W, b = drawn(2, 5, 6, 3), drawn(2, 3, 1, 6), drawn(6)
    settings = dict(stride=2, padding="same", dilation=2)
    (ours, back), (groups, of_groups) = (
        depthwise_conv2d(x, W, b, **settings),
        conv2d(x, W, b, groups=3, **settings),
    )
    assert ours == pytest.approx(groups)
    dy, theirs = drawn(*ours.shape), of_groups
    for name, gradient in back(dy).items():
        assert gradient == pytest.approx(theirs(dy)[name])
    with refused("depthwise_conv2d: W makes k = 4 channels; allowed are multiples of c = 3 of x"):
        depthwise_conv2d(x, W[..., :4])


def test_a_causal_convolution_goes_on_step_by_step():
    x, W = drawn(1, 9, 2), drawn(3, 2, 2)
    y, _ = causal_conv1d(x, W, dilation=2)
    for t in range(4, 9):
        assert y[:, t] == pytest.approx(conv1d(x[:, t - 4 : t + 1], W, dilation=2)[0][:, 0])
        assert y[:, : t + 1] == pytest.approx(causal_conv1d(x[:, : t + 1], W, dilation=2)[0])


def test_channels_are_halved_by_gates_without_weights():
    x = drawn(2, 3, 3, 4)
    assert np.array_equal(squeeze_excite(x, np.zeros((4, 1)), np.zeros((1, 4)))[0], x / 2)


def test_a_block_of_zeros_is_its_shortcut():
    x, zeros = drawn(1, 3, 4, 2), [np.zeros(shape) for shape in ((2, 6), 6, (3, 3, 1, 6), 6, (6, 2), 2)]
    y, back = inverted_residual(x, *zeros)
    assert np.array_equal(y, x) and np.array_equal(back(y)["x"], x)
    assert not inverted_residual(x, *zeros, stride=2)[0].any()

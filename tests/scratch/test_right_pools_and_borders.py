"""What pools, borders and larger images are at their edges: NaN, infinity, sides that are too long."""

import numpy as np
import pytest
import torch

from scratch.convolution.circular_pad import circular_pad
from scratch.convolution.conv2d import conv2d
from scratch.convolution.reflect_pad import reflect_pad
from scratch.convolution.replicate_pad import replicate_pad
from scratch.convolution.unfold import unfold
from scratch.convolution.upsample_bilinear import upsample_bilinear
from scratch.pooling.adaptive_avg_pool import adaptive_avg_pool
from scratch.pooling.avg_pool1d import avg_pool1d
from scratch.pooling.avg_pool2d import avg_pool2d
from scratch.pooling.global_max_pool import global_max_pool
from tests.scratch.test_right_values import refused

pytestmark = pytest.mark.filterwarnings("error")


def test_the_largest_of_all_is_the_first_nan():
    x = np.array([[1.0, 5], [np.nan, 5], [np.nan, 2]])[None]
    y, backward = global_max_pool(x)
    assert np.array_equal(y, [[np.nan, 5]], equal_nan=True)
    assert backward(np.array([[1.0, 2]]))["x"][0].tolist() == [[0, 2], [1, 0], [0, 0]]


def test_infinity_is_seen_by_its_own_windows_alone():
    line = np.array([1.0, 3, np.inf, 1])
    y, _ = avg_pool1d(line[None, :, None])
    assert y.ravel().tolist() == [2, np.inf]
    y, _ = adaptive_avg_pool(line[None, None, :, None], size=(1, 2))
    assert y.ravel().tolist() == [2, np.inf]


@pytest.mark.parametrize("count_include_pad", [True, False])
@pytest.mark.parametrize("places", range(1, 8))
def test_a_mean_counts_what_pytorch_counts(places, count_include_pad):
    x, compared = np.random.default_rng(0).standard_normal((1, places, 1)), 0
    for size in range(1, 5):
        for stride in range(1, 6):
            for padding in range(size // 2 + 1):  # more is refused
                given = (size, stride, padding, True, count_include_pad)
                if places + 2 * padding + stride - 1 < size:
                    continue  # no window fits
                theirs = torch.nn.functional.avg_pool1d(torch.tensor(x).swapaxes(1, 2), *given)
                settings = dict(zip(("size", "stride", "padding"), given, strict=False))
                ours, _ = avg_pool1d(x, **settings, ceil_mode=True, count_include_pad=count_include_pad)
                np.testing.assert_allclose(ours[0, :, 0], theirs[0, 0], rtol=1e-14)
                compared += 1
    assert compared > 10


def test_a_mean_of_the_padding_alone():
    with refused("avg_pool2d: padding is 2; allowed is what leaves every window a place of x"):
        avg_pool2d(np.ones((1, 3, 4, 1)), padding=2, count_include_pad=False)
    y, _ = avg_pool2d(np.ones((1, 2, 2, 1)), padding=2)
    assert y[0, ..., 0].tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]


def test_sides_that_are_longer_than_what_there_is_to_copy():
    x = np.ones((1, 3, 4, 1))
    with refused("reflect_pad: padding is (3, 0); allowed are up to 2 and 3, by the rows and columns of x"):
        reflect_pad(x, padding=(3, 0))
    with refused(
        "circular_pad: padding is ((0, 4), (0, 0)); allowed are up to 3 and 4, by the rows and columns of x"
    ):
        circular_pad(x, padding=((0, 4), (0, 0)))
    assert reflect_pad(x, padding=2)[0].shape == (1, 7, 8, 1)
    assert replicate_pad(x, padding=9)[0].shape == (1, 21, 22, 1)


def test_a_convolution_is_one_product_of_what_unfolds():
    rng = np.random.default_rng(0)
    x, W = rng.standard_normal((2, 5, 6, 3)), rng.standard_normal((3, 2, 3, 4))
    settings = dict(stride=(2, 1), padding=1, dilation=(1, 2))
    y, backward = conv2d(x, W, **settings)
    patches, backward_patches = unfold(x, size=(3, 2), **settings)
    rows = patches.reshape(2, -1, 18)
    np.testing.assert_allclose((rows @ W.reshape(18, 4)).reshape(y.shape), y, rtol=1e-12)
    dy = rng.standard_normal(y.shape)
    dpatches = (dy.reshape(2, -1, 4) @ W.reshape(18, 4).T).reshape(patches.shape)
    np.testing.assert_allclose(backward_patches(dpatches)["x"], backward(dy)["x"], rtol=1e-12)


@pytest.mark.parametrize("align_corners", [True, False])
def test_what_is_flat_stays_flat_and_what_is_straight_stays_straight(align_corners):
    flat, _ = upsample_bilinear(np.full((1, 3, 5, 1), 7.0), scale=(4, 3), align_corners=align_corners)
    np.testing.assert_allclose(flat, 7, rtol=1e-15)
    line, _ = upsample_bilinear(np.arange(5.0).reshape(1, 1, 5, 1), scale=4, align_corners=align_corners)
    steps = np.diff(line[0, 0, :, 0])
    inner = steps if align_corners else steps[2:-2]
    np.testing.assert_allclose(inner, 4 / 19 if align_corners else 1 / 4, rtol=1e-13)

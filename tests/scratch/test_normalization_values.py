"""Normalizations have right values where they are easily wrong: far from 0, where nothing varies, and by hand."""

import re

import mpmath
import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from scratch.normalization.batch_norm import batch_norm
from scratch.normalization.group_norm import group_norm
from scratch.normalization.instance_norm import instance_norm
from scratch.normalization.layer_norm import layer_norm
from scratch.normalization.local_response_norm import local_response_norm
from scratch.normalization.rms_norm import rms_norm
from scratch.normalization.standardize import standardize
from scratch.normalization.unit_norm import unit_norm
from scratch.normalization.weight_norm import weight_norm

pytestmark = pytest.mark.filterwarnings("error")
RNG = np.random.default_rng(0)


def refused(line):
    return pytest.raises(ValueError, match=f"^{re.escape(line)}$")


@pytest.mark.parametrize("far", [0.0, 1e4, 1e8])
def test_a_spread_of_1_is_seen_from_afar(far):
    """Of numbers far from 0 their rounding is lost, and no more: a variance from squares would lose its square."""
    x = RNG.standard_normal((1, 7)) + far
    with mpmath.workdps(50):
        exact = [mpmath.mpf(float(each)) for each in x[0]]
        mu = mpmath.fsum(exact) / 7
        sigma = mpmath.sqrt(mpmath.fsum((each - mu) ** 2 for each in exact) / 7)
        right = [float((each - mu) / sigma) for each in exact]
    for y in (
        layer_norm(x, epsilon=0.0)[0],
        instance_norm(x[..., None], epsilon=0.0)[0][..., 0],
        group_norm(x, groups=1, epsilon=0.0)[0],
    ):
        np.testing.assert_allclose(y[0], right, rtol=0, atol=8 * np.finfo(float).eps * (1 + far))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_what_does_not_vary_is_0_and_without_epsilon_no_number(dtype):
    x = np.full((2, 4), 3, dtype)
    for function, epsilon, right in ((layer_norm, 1e-5, 0), (layer_norm, 0.0, np.nan), (rms_norm, 0.0, 1)):
        y, backward = function(x, epsilon=epsilon)
        assert y.dtype == dtype and np.array_equal(y, np.full((2, 4), right), equal_nan=True)
        assert np.isnan(backward(x)["x"]).all() == np.isnan(right)
    nothing, backward = rms_norm(0 * x, epsilon=0.0)
    assert np.isnan(nothing).all() and np.isnan(backward(x)["x"]).all()


def test_what_is_the_same_by_another_name():
    x, gamma, beta = RNG.standard_normal((3, 5, 4)), RNG.standard_normal(4), RNG.standard_normal(4)
    of_instances = instance_norm(x, gamma, beta)[0]
    np.testing.assert_allclose(group_norm(x, gamma, beta, groups=4)[0], of_instances, rtol=1e-14)
    for each, y in zip(x, of_instances, strict=True):  # an instance is a batch of its own pixels
        outputs, _ = batch_norm(each, 0 * gamma, gamma**2, gamma, beta)
        np.testing.assert_allclose(outputs["y"], y, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(
        group_norm(x, groups=1)[0], layer_norm(x, axis=(1, 2))[0], rtol=1e-12, atol=1e-14
    )
    centred = x - x.mean(-1, keepdims=True)
    np.testing.assert_allclose(layer_norm(x)[0], rms_norm(centred, epsilon=1e-5)[0], rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(rms_norm(x, epsilon=0.0)[0], 2 * unit_norm(x)[0], rtol=1e-14)


def test_axes_are_named_in_any_order_and_counted_from_either_end():
    x, gamma = RNG.standard_normal((2, 3, 4, 5)), RNG.standard_normal((3, 5))
    right = layer_norm(x, gamma, axis=(1, 3))[0]
    for axis in ((3, 1), (-1, 1), (-3, -1)):
        assert np.array_equal(layer_norm(x, gamma, axis=axis)[0], right)
    whole = layer_norm(x, axis=(0, 1, 2, 3))[0]
    assert whole.mean() == pytest.approx(0) and whole.std() == pytest.approx(1, rel=1e-4)


def test_axes_and_shapes_that_do_not_fit():
    x = np.ones((2, 3))
    with refused("layer_norm: axis is 2; allowed are -2 to 1, the axes of x"):
        layer_norm(x, axis=2)
    with refused("rms_norm: axis is (1, -1); allowed are axes of x, one or more, each once"):
        rms_norm(x, axis=(1, -1))
    with refused("unit_norm: axis is (); allowed are axes of x, one or more, each once"):
        unit_norm(x, axis=())
    with refused("layer_norm: gamma has the shape (2,); the axes (1,) of x have (3,)"):
        layer_norm(x, np.ones(2))
    with refused("group_norm: groups is 2; allowed are numbers that divide c = 3"):
        group_norm(x, groups=2)
    with refused("standardize: data are missing, or mean and var"):
        standardize(x, np.ones(3))


def test_neighbours_of_krizhevsky():
    """Equation of section 3.3 by hand, of the paper's constants, in the middle and at the edge."""
    x = np.arange(1.0, 9)
    y, _ = local_response_norm(x)
    for i, near in ((0, [1, 2, 3]), (3, [2, 3, 4, 5, 6]), (7, [6, 7, 8])):
        assert y[i] == pytest.approx(x[i] / (2 + 1e-4 * sum(each**2 for each in near)) ** 0.75)


def test_directions_only_turn():
    x, v, g = RNG.standard_normal((5, 4)), RNG.standard_normal((4, 3)), RNG.standard_normal(3)
    _, backward = weight_norm(x, v, g)
    dv = backward(RNG.standard_normal((5, 3)))["v"]
    np.testing.assert_allclose((dv * v).sum(axis=0), 0, atol=1e-14)
    y, _ = weight_norm(np.ones((1, 4)), 0 * v, g)
    assert np.isnan(y).all()


@pytest.mark.parametrize("name", ["layer_norm", "rms_norm", "group_norm", "instance_norm"])
def test_answers_are_arrays_of_their_own(name):
    function = load(f"normalization.{name}").function
    x = RNG.standard_normal((2, 3, 32))
    before = x.copy()
    y, backward = function(x)
    dx = backward(x)["x"].copy()
    y[:] = 7
    assert np.array_equal(backward(x)["x"], dx)
    assert np.array_equal(x, before)

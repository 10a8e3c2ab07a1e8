"""Activations keep their digits where numbers are tiny or huge, and have their limits at ±∞: held against mpmath."""

import mpmath
import numpy as np
import pytest
from mpmath import exp, expm1, log1p, mpf, sqrt

from comparisons.declaring.catalogue import load
from tests.scratch.test_tails import BOTH_SIDES, DTYPES, agree, fifty_digits, sigma  # noqa: F401

pytestmark = pytest.mark.filterwarnings("error")
ALPHA = mpf("1.6732632423543772848170429916717")
LAMBDA = mpf("1.0507009873554804934193349852946")


def mish(x):
    return x * mpmath.tanh(log1p(exp(x)))


def slope_of_mish(x):
    t = mpmath.tanh(log1p(exp(x)))
    return t + x * sigma(x) * (1 - t**2)


def inner(x):
    return 2 * sqrt(2 / mpmath.pi) * (x + mpf(0.044715) * x**3)


def slope_of_gelu_tanh(x):
    slope = 2 * sqrt(2 / mpmath.pi) * (1 + 3 * mpf(0.044715) * x**2)
    return sigma(inner(x)) * (1 + x * slope * sigma(-inner(x)))


#: (settings, y(x), y'(x), roundings) by name; where a slope goes through 0, its two terms cancel; and e^−x² is known to
#: x² roundings, as x is to one.
RIGHT = {
    "silu": ({}, lambda x: x * sigma(x), lambda x: sigma(x) * (1 + x * sigma(-x)), 16),
    "gelu": ({}, lambda x: x * mpmath.ncdf(x), lambda x: mpmath.ncdf(x) + x * mpmath.npdf(x), 1700),
    "gelu_tanh": ({}, lambda x: x * sigma(inner(x)), slope_of_gelu_tanh, 1700),
    "softplus": (dict(beta=0.5), lambda x: 2 * log1p(exp(x / 2)), lambda x: sigma(x / 2), 8),
    "log_sigmoid": ({}, lambda x: -log1p(exp(-x)), lambda x: sigma(-x), 8),
    "mish": ({}, mish, slope_of_mish, 16),
    "softsign": ({}, lambda x: x / (1 + abs(x)), lambda x: 1 / (1 + abs(x)) ** 2, 8),
    "squareplus": ({}, lambda x: (x + sqrt(x**2 + 4)) / 2, lambda x: (1 + x / sqrt(x**2 + 4)) / 2, 8),
    "selu": (
        {},
        lambda x: LAMBDA * (x if x > 0 else ALPHA * expm1(x)),
        lambda x: LAMBDA * (1 if x > 0 else ALPHA * exp(x)),
        8,
    ),
    "celu": (dict(alpha=2.0), lambda x: x if x > 0 else 2 * expm1(x / 2), lambda x: exp(min(x, 0) / 2), 8),
}

#: (y(−∞), y(∞), y'(−∞), y'(∞)) by name.
LIMITS = {
    **dict.fromkeys(
        ("silu", "gelu", "gelu_tanh", "mish", "softplus", "squareplus", "hard_silu", "threshold"),
        (0, np.inf, 0, 1),
    ),
    "log_sigmoid": (-np.inf, 0, 1, 0),
    "softsign": (-1, 1, 0, 0),
    "relu6": (0, 6, 0, 0),
    "hard_tanh": (-1, 1, 0, 0),
    "hard_sigmoid": (0, 1, 0, 0),
    **dict.fromkeys(("tanh_shrink", "hard_shrink", "soft_shrink"), (-np.inf, np.inf, 1, 1)),
    "selu": (-float(LAMBDA * ALPHA), np.inf, 0, float(LAMBDA)),
    "celu": (-1, np.inf, 0, 1),
}


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize("dtype", DTYPES)
def test_an_activation_and_its_slope_are_right_in_both_tails(dtype, name):
    settings, value, slope, roundings = RIGHT[name]
    x = np.array(BOTH_SIDES, dtype)
    y, backward = load(f"activations.{name}").function(x, **settings)
    dx = backward(np.ones_like(x))["x"]
    assert y.dtype == dx.dtype == dtype
    exact, size = (
        [mpf(float(each)) for each in x],
        np.maximum(1, np.abs(x)),
    )  # x multiplies what has underflown
    agree(y / size, [value(z) / max(1, abs(z)) for z in exact], dtype, roundings)
    agree(dx / size, [slope(z) / max(1, abs(z)) for z in exact], dtype, roundings)


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("dtype", DTYPES)
def test_an_activation_has_its_limits_at_infinity(dtype, name):
    y, backward = load(f"activations.{name}").function(np.array([-np.inf, np.inf], dtype))
    found = [*y, *backward(np.ones_like(y))["x"]]
    np.testing.assert_allclose(found, LIMITS[name], rtol=2 * np.finfo(dtype).eps)


def test_normal_numbers_stay_normal_through_a_selu():
    """Mean 0 and variance 1 come out as mean 0 and variance 1 (Klambauer et al.)."""
    x = np.linspace(-12, 12, 240_001)
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi) * (x[1] - x[0])
    y, _ = load("activations.selu").function(x)
    assert (density * y).sum() == pytest.approx(0, abs=1e-8)
    assert (density * y**2).sum() == pytest.approx(1, abs=1e-8)


def test_a_slope_for_all_and_one_a_channel():
    x = np.array([[-1.0, 2.0], [-3.0, -4.0]])
    prelu = load("activations.prelu").function
    y, backward = prelu(x, [0.5, 0.25])
    assert y.tolist() == [[-0.5, 2], [-1.5, -1]] and backward(np.ones_like(y))["a"].tolist() == [-4, -4]
    y, backward = prelu(x, [0.5])
    assert y.tolist() == [[-0.5, 2], [-1.5, -2]] and backward(np.ones_like(y))["a"].tolist() == [-8]
    with pytest.raises(ValueError, match=r"^prelu: a has 3 slopes; allowed are 1, or 2, one a channel of x$"):
        prelu(x, np.ones(3))


@pytest.mark.parametrize(
    ("name", "settings", "says"),
    [
        ("softplus", dict(beta=0.0), "beta is 0.0; allowed are numbers above 0"),
        ("celu", dict(alpha=-1.0), "alpha is -1.0; allowed are numbers above 0"),
        ("squareplus", dict(b=0.0), "b is 0.0; allowed are numbers above 0"),
        ("soft_shrink", dict(lambd=-0.5), "lambd is -0.5; allowed are numbers from 0 on"),
        ("hard_tanh", dict(min_val=2.0), "min_val is 2.0; allowed are numbers below max_val, 1.0"),
        ("log_softmax", dict(axis=1), "axis is 1; allowed are -1 to 0, the axes of x"),
    ],
)
def test_a_setting_that_makes_no_activation_is_refused(name, settings, says):
    with pytest.raises(ValueError, match=f"^{name}: {says}$"):
        load(f"activations.{name}").function(np.zeros(3), **settings)

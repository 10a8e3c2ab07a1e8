"""Losses keep their digits where errors are small or huge and answers certain: held against fifty digits by mpmath."""

import mpmath
import numpy as np
import pytest
from mpmath import cosh, exp, log, log1p, mpf, tanh

from tests.scratch.test_tails import BOTH_SIDES, DTYPES, agree, fifty_digits, function, sigma  # noqa: F401

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_log_cosh_is_half_a_square_near_0_and_a_size_far_from_it(dtype):
    e = np.array([*BOTH_SIDES, 1e-7, 1e-12, 19.9, 20.1], dtype)
    losses, backward = function("losses.log_cosh")(e, np.zeros_like(e), reduction="none")
    exact = [mpf(float(each)) for each in e]
    # cosh e itself has too few digits of so small an e, even with fifty
    agree(losses, [log(cosh(x)) if abs(x) > 1e-8 else x**2 / 2 for x in exact], dtype)
    agree(backward(np.ones_like(e))["y_hat"], [tanh(x) for x in exact], dtype)


@pytest.mark.parametrize("y", [0.0, 1.0])
@pytest.mark.parametrize("dtype", DTYPES)
def test_a_focal_loss_keeps_the_digits_of_an_answer_that_is_certain(dtype, y):
    z = np.array([[each for each in BOTH_SIDES if abs(each) <= 40]], dtype)
    losses, backward = function("losses.binary_focal")(z, np.full_like(z, y), alpha=None, reduction="none")
    slopes = backward(np.ones_like(z))["z"]
    sign = 1 if y else -1
    right, slope = [], []
    for x in (sign * mpf(float(each)) for each in z[0]):
        r, b = sigma(-x), log1p(exp(-x))
        right.append(r**2 * b)
        slope.append(sign * (-(r**2) * r - 2 * r * r * (1 - r) * b))
    agree(losses, right, dtype, roundings=16)
    agree(slopes, slope, dtype, roundings=16)


def test_a_question_that_does_not_count_costs_nothing_were_it_infinite():
    p, y = np.array([0.0, 0.5]), np.array([1.0, 1.0])
    loss, backward = function("losses.binary_cross_entropy_of_probabilities")(p, y, np.array([0.0, 1.0]))
    assert loss == pytest.approx(float(mpmath.log(2)) / 2, rel=1e-15)
    assert all(np.isfinite(each).all() for each in backward(1.0).values())


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_log_softmax_keeps_the_digits_of_a_class_that_is_certain(dtype):
    z = np.array([[12, 0.5, -1], [30, 1, 2], [50, -2, 0.25], [1, 0, 1]], dtype)
    y, _ = function("activations.log_softmax")(z)
    rows = [[mpf(float(each)) for each in row] for row in z]
    agree(y, [x - log(sum(map(exp, row))) for row in rows for x in row], dtype, roundings=4)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_focal_loss_of_classes_keeps_the_digits_of_an_answer_that_is_certain(dtype):
    top = np.array([12, 20, 30, 35], dtype)
    z = np.stack([top, np.zeros_like(top)], axis=-1)
    losses, _ = function("losses.categorical_focal")(
        z, np.tile(np.eye(2, dtype=dtype)[0], (4, 1)), reduction="none"
    )
    agree(
        losses,
        [0.25 * sigma(-x) ** 2 * log1p(exp(-x)) for x in map(mpf, map(float, top))],
        dtype,
        roundings=16,
    )

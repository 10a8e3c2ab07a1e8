"""Scratch keeps its digits where numbers are tiny or huge: held against fifty digits by mpmath."""

import mpmath
import numpy as np
import pytest
from mpmath import e, exp, log1p, mpf

from comparisons.declaring.catalogue import load

pytestmark = pytest.mark.filterwarnings("error")
DTYPES = ["float64", "float32"]
FAR = [
    0.0,
    1e-4,
    0.3,
    1.0,
    5.0,
    17.0,
    36.0,
    38.0,
    40.0,
    80.0,
    86.0,
    90.0,
    104.0,
    300.0,
    700.0,
    720.0,
    746.0,
    1e4,
]
BOTH_SIDES = [sign * x for x in FAR for sign in (1, -1)]


@pytest.fixture(autouse=True)
def fifty_digits():
    with mpmath.workdps(50):
        yield


def sigma(z):
    return 1 / (1 + exp(-z))


def agree(given, right, dtype, roundings=8):
    """Every number has the right digits; what is too small for the dtype to hold them may be that much off."""
    info = np.finfo(dtype)
    for one, other in zip(np.ravel(given), right, strict=True):
        assert abs(mpf(float(one)) - other) <= roundings * float(info.eps) * abs(other) + float(info.tiny), (
            one,
            other,
        )


def function(name):
    return load(name).function


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_sigmoid_and_its_slope_are_right_in_both_tails(dtype):
    x = np.array(BOTH_SIDES, dtype)
    y, backward = function("activations.sigmoid")(x)
    dx = backward(np.ones_like(x))["x"]
    assert y.dtype == dx.dtype == dtype
    exact = [mpf(float(each)) for each in x]
    agree(y, [sigma(z) for z in exact], dtype)
    agree(dx, [sigma(z) * sigma(-z) for z in exact], dtype)


@pytest.mark.parametrize("alpha", [1.0, 0.3])
@pytest.mark.parametrize("dtype", DTYPES)
def test_an_elu_keeps_its_slope_far_below_zero(dtype, alpha):
    x = np.array(BOTH_SIDES, dtype)
    y, backward = function("activations.elu")(x, alpha=alpha)
    exact = [mpf(float(each)) for each in x]
    agree(y, [z if z > 0 else mpf(alpha) * mpmath.expm1(z) for z in exact], dtype)
    agree(backward(np.ones_like(x))["x"], [mpf(1) if z > 0 else mpf(alpha) * exp(z) for z in exact], dtype)


@pytest.mark.parametrize("y", [0.0, 1.0, 0.25])
@pytest.mark.parametrize("dtype", DTYPES)
def test_a_binary_cross_entropy_keeps_the_digits_of_an_answer_that_is_certain(dtype, y):
    for z in [*np.array(BOTH_SIDES, dtype), np.array(-0.0, dtype)]:
        loss, backward = function("losses.binary_cross_entropy")(np.array([[z]]), np.array([[y]], dtype))
        exact = mpf(float(z))
        agree(loss, [y * log1p(exp(-exact)) + (1 - y) * log1p(exp(exact))], dtype)
        # between 0 and 1 the two terms are of like size, and cancel
        agree(backward(1.0)["z"], [(1 - y) * sigma(exact) - y * sigma(-exact)], dtype, 64 if 0 < y < 1 else 8)


def test_an_answer_that_is_known_costs_nothing_if_it_is_right_and_all_if_it_is_wrong():
    known = np.array([[np.inf, -np.inf, 0.0]])
    loss, backward = function("losses.binary_cross_entropy")(known, np.array([[1.0, 0.0, 1.0]]))
    assert loss == pytest.approx(np.log(2) / 3, rel=1e-15)
    np.testing.assert_allclose(backward(1.0)["z"], [[0, 0, -0.5 / 3]], rtol=1e-15)
    assert function("losses.binary_cross_entropy")(known, np.array([[0.5, 0.0, 1.0]]))[0] == np.inf


@pytest.mark.parametrize(("name", "extra"), [("linear.logistic_regression", {}), ("models.xor_mlp", {})])
@pytest.mark.parametrize("dtype", DTYPES)
def test_a_training_step_keeps_the_digits_of_a_sample_that_is_certain(dtype, name, extra):
    for z in np.array(BOTH_SIDES, dtype):
        for y in (0.0, 1.0):
            exact = mpf(float(z))
            loss, dz = (log1p(exp(-exact)), -sigma(-exact)) if y else (log1p(exp(exact)), sigma(exact))
            if name == "linear.logistic_regression":
                given = dict(x=np.ones((1, 1)), y=[y], w=np.zeros(1), b=z)
                run = function(name)(
                    **{k: np.asarray(v, dtype) for k, v in given.items()}, learning_rate=1.0, epochs=1
                )
                agree(run["w"], [-dz], dtype)
            else:  # A₁ is 0.5 by its bias, w₂ is 0, all four samples are the same
                b1 = np.arctanh(np.array([0.5], dtype))
                given = dict(x=np.zeros((4, 2)), y=[y] * 4, W1=np.zeros((2, 1)), b1=b1, w2=np.zeros(1), b2=z)
                run = function(name)(
                    **{k: np.asarray(v, dtype) for k, v in given.items()}, learning_rate=1.0, epochs=1
                )
                agree(run["w2"], [-dz * mpmath.tanh(mpf(float(b1[0])))], dtype)
            agree(run["loss"], [loss], dtype)


def lstm_by_hand(b, x, W, U, steps):
    h = c = mpf(0)
    for _ in range(steps):
        i, f, g, o = (x * w + h * u + each for w, u, each in zip(W, U, b, strict=True))
        c = sigma(f) * c + sigma(i) * mpmath.tanh(g)
        h = sigma(o) * mpmath.tanh(c)
    return h


def gru_by_hand(b, x, W, U, steps):
    h = mpf(0)
    for _ in range(steps):
        a, s = [x * w + each for w, each in zip(W, b, strict=True)], [h * u for u in U]
        r, z = sigma(a[0] + s[0]), sigma(a[1] + s[1])
        h = sigma(-a[1] - s[1]) * mpmath.tanh(a[2] + r * s[2]) + z * h
    return h


@pytest.mark.parametrize(
    ("name", "by_hand", "gates"), [("lstm", lstm_by_hand, (0, 1, 3)), ("gru", gru_by_hand, (0, 1))]
)
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shut", [-75.0, -40.0, 40.0, 75.0])
def test_a_gate_that_is_all_but_shut_or_open_lets_through_what_is_right(shut, dtype, name, by_hand, gates):
    kinds = 4 if name == "lstm" else 3
    W, U = (
        np.array([[0.5, -0.25, 0.75, 1.0]], dtype)[:, :kinds],
        np.array([[0.25, 0.5, -0.5, 1.0]], dtype)[:, :kinds],
    )
    x, steps = 0.75, 3
    for gate in gates:
        b = np.zeros(kinds, dtype)
        b[gate] = shut
        given = dict(x=np.full((1, steps, 1), x, dtype), U=U, W=W)
        given |= dict(b=b) if name == "lstm" else dict(b_x=b, b_h=np.zeros(kinds, dtype))
        outputs, backward = function(f"recurrent.{name}")(**given)
        h = outputs["h"] if name == "lstm" else outputs
        last = np.zeros_like(h)
        last[0, -1] = 1
        gradients = backward(last, np.zeros((1, 1), dtype)) if name == "lstm" else backward(last)
        exact = (
            [mpf(float(each)) for each in b],
            mpf(x),
            list(map(mpf, W[0].tolist())),
            list(map(mpf, U[0].tolist())),
        )
        roundings = 2 * abs(shut)  # one rounding of a number that large is so many of its exponential
        agree(h[0, -1], [by_hand(*exact, steps)], dtype, roundings)

        def of_bias(value, gate=gate, exact=exact):
            return by_hand(
                [value if each == gate else b for each, b in enumerate(exact[0])], *exact[1:], steps
            )

        with mpmath.workdps(90):
            right = mpmath.diff(of_bias, exact[0][gate])
        agree(gradients["b" if name == "lstm" else "b_x"][gate], [right], dtype, roundings)


@pytest.mark.parametrize("size", [1e-15, 1e19, 3e20])
def test_adam_steps_as_far_for_large_gradients_as_for_small_ones(size):
    path = function("optimizers.adam")(np.zeros(1, "float32"), np.full((3, 1), size, "float32"), epsilon=0.0)
    np.testing.assert_allclose(path[:, 0], [-0.001, -0.002, -0.003], rtol=1e-5)


@pytest.mark.parametrize("settings", [{}, dict(size=2, stride=1), dict(size=1, stride=1)])
def test_a_window_with_nan_has_the_maximum_nan_and_pays_its_first(settings):
    rng = np.random.default_rng(0)
    x = rng.integers(0, 3, (2, 6, 8, 3)).astype("float64")
    x[rng.random(x.shape) < 0.2] = np.nan
    size, stride = settings.get("size", 2), settings.get("stride", 2)
    y, backward = function("pooling.max_pool2d")(x, **settings)
    dy, dx = rng.standard_normal(y.shape), np.zeros_like(x)
    for n, r, s, c in np.ndindex(y.shape):
        window = x[n, r * stride : r * stride + size, s * stride : s * stride + size, c]
        i, j = np.unravel_index(
            window.argmax(), window.shape
        )  # which takes NaN for the largest, and the first
        assert np.array_equal(y[n, r, s, c], window[i, j], equal_nan=True)
        dx[n, r * stride + i, s * stride + j, c] += dy[n, r, s, c]
    np.testing.assert_allclose(backward(dy)["x"], dx, atol=1e-15)


def test_an_impossible_class_costs_nothing_but_where_it_is_true():
    z, one_hot = np.array([[1.0, 2.0, -np.inf]]), np.eye(3)
    loss, backward = function("losses.categorical_cross_entropy")(z, one_hot[:1])
    agree(loss, [log1p(e)], "float64")
    p = np.array([1 / (1 + np.e), np.e / (1 + np.e), 0])
    np.testing.assert_allclose(backward(1.0)["z"], [p - one_hot[0]], rtol=1e-15)
    assert function("losses.categorical_cross_entropy")(z, one_hot[2:])[0] == np.inf
    y, _ = function("activations.softmax")(z)
    np.testing.assert_allclose(y, [p], rtol=1e-15)


@pytest.mark.parametrize("name", ["lstm", "gru"])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("far", [-1e4, -800.0, -100.0, 100.0, 800.0, 1e4])
def test_a_gate_that_is_shut_for_good_overflows_nowhere(far, dtype, name):
    kinds = 4 if name == "lstm" else 3
    b, zeros = np.full(kinds, far, dtype), np.zeros((1, kinds), dtype)
    given = dict(x=np.ones((1, 2, 1), dtype), U=zeros, W=zeros)
    given |= dict(b=b) if name == "lstm" else dict(b_x=b, b_h=zeros[0])
    outputs, backward = function(f"recurrent.{name}")(**given)
    h = outputs["h"] if name == "lstm" else outputs
    ones = [np.ones_like(h), *([np.ones((1, 1), dtype)] if name == "lstm" else [])]
    assert all(np.isfinite(array).all() for array in (h, *backward(*ones).values()))

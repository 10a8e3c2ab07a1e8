"""What people ask in public, with their own arrays: scratch says what is right, or in one line what is wrong."""

import re
from types import SimpleNamespace

import mpmath
import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.judging.question import Question
from scratch import walking

pytestmark = pytest.mark.filterwarnings("error")


def function(name):
    return load(name).function


def refused(line, kind=ValueError):
    return pytest.raises(kind, match=f"^{re.escape(line)}$")


def test_a_column_of_predictions_against_a_row_of_targets():
    loss = function("losses.mean_squared_error")
    column, row = [[1.0], [2.0], [3.0]], [1.0, 2.0, 3.0]
    told = "y has the shape (3,), its axes are (*shape); with shape = (3, 1) from y_hat it would be (3, 1)"
    with refused(f"mean_squared_error: {told}"):
        loss(column, row)
    assert loss(column, np.reshape(row, (3, 1)))[0] == 0


def test_least_squares_on_a_column_of_targets():
    train = function("linear.linear_regression")
    x = np.array([[1.0], [2.0], [3.0], [4.0]])
    y = 2 * x + 1
    told = "y has the shape (4, 1), its axes are (n); with n = 4 from x it would be (4,)"
    with refused(f"linear_regression: {told}"):
        train(x, y, [0.0], 0.0, learning_rate=0.05)
    run = train(x, y[:, 0], [0.0], 0.0, learning_rate=0.05, epochs=5000)
    np.testing.assert_allclose([*run["w"], run["b"]], [2, 1], atol=1e-6)


def test_batch_normalization_of_one_value_a_channel():
    normalize, ones = function("normalization.batch_norm"), np.ones(2)
    with refused("batch_norm: x holds m = 1 values a channel; in training allowed are 2 and more"):
        normalize([[5.0, 7.0]], 0 * ones, ones, ones, 0 * ones)
    outputs, _ = normalize([[5.0, 7.0]], 0 * ones, ones, ones, 0 * ones, training=False, epsilon=0.0)
    assert outputs["y"].tolist() == [[5, 7]]


def test_without_momentum_batch_normalization_keeps_the_means_over_all_batches():
    normalize, series = (
        function("normalization.batch_norm"),
        np.random.default_rng(0).standard_normal((4, 5, 3)),
    )
    mean, var = np.full(3, 7.0), np.full(3, 9.0)  # of no batch at all: the first one overwrites them
    for batches, x in enumerate(series):
        outputs, _ = normalize(x, mean, var, momentum=None, batches=batches)
        mean, var = outputs["mean"], outputs["var"]
    np.testing.assert_allclose(mean, series.mean(axis=(0, 1)), atol=1e-15)
    np.testing.assert_allclose(var, series.var(axis=1, ddof=1).mean(axis=0), rtol=1e-14)


@pytest.mark.parametrize("bad", [-1, 3])
def test_a_class_that_there_is_not(bad):
    y, x, W, b = [0, 1, bad], np.zeros((3, 2)), np.zeros((2, 3)), np.zeros(3)
    with refused(f"softmax_regression: y holds {bad} at [2]; allowed are 0 to 2 (k = 3)"):
        function("linear.softmax_regression")(x, y, W, b)
    with refused(f"mlp: y holds {bad} at [2]; allowed are 0 to 2 (k = 3)"):
        function("models.mlp")(x, y, W[:, :2], b[:2], W, b)


@pytest.mark.parametrize("bad", [-1, 3])
def test_an_id_outside_the_table(bad):
    with refused(f"embedding: ids holds {bad} at [0, 1]; allowed are 0 to 2 (v = 3)"):
        function("recurrent.embedding")([[0, bad]], np.arange(6.0).reshape(3, 2))
    with refused("embedding: ids holds 0 at [0, 0]; allowed are none (v = 0)"):
        function("recurrent.embedding")([[0, bad]], np.zeros((0, 2)))


def test_the_squared_error_of_two_images_in_bytes():
    loss, backward = function("losses.mean_squared_error")(
        np.array([[10]], "uint8"), np.array([[200]], "uint8")
    )
    assert loss == 36100 and backward(1)["y_hat"] == -380


@pytest.mark.parametrize("x", [20.0, 38.0, 40.0, -20.0, -38.0, -40.0])
def test_the_slope_of_a_sigmoid_in_the_tail(x):
    _, backward = function("activations.sigmoid")([x])
    with mpmath.workdps(40):
        right = float(mpmath.exp(-x) / (1 + mpmath.exp(-x)) ** 2)
    np.testing.assert_allclose(backward([1.0])["x"], right, rtol=1e-14)


def test_an_lstm_whose_input_gate_is_all_but_shut():
    x, W, U, b = np.full((1, 3, 1), 0.7), [[0.1, 0.2, 0.3, 0.4]], np.zeros((1, 4)), [-40.0, 0, 0, 0]
    outputs, _ = function("recurrent.lstm")(x, U, W, b)
    with mpmath.workdps(50):
        c, s, x = mpmath.mpf(0), lambda z: 1 / (1 + mpmath.exp(-z)), mpmath.mpf(0.7)
        for _ in range(3):
            c = s(mpmath.mpf(0.2) * x) * c + s(mpmath.mpf(0.1) * x - 40) * mpmath.tanh(mpmath.mpf(0.3) * x)
        right = float(s(mpmath.mpf(0.4) * x) * mpmath.tanh(c))
    assert right == pytest.approx(9.78e-19, rel=1e-3, abs=0)
    np.testing.assert_allclose(outputs["h"][0, -1], right, rtol=1e-13)


def test_a_window_that_holds_nan():
    y, backward = function("pooling.max_pool2d")(np.reshape([1, np.nan, 2, 3], (1, 2, 2, 1)))
    assert np.isnan(y).all()
    assert backward(np.ones((1, 1, 1, 1)))["x"].ravel().tolist() == [0, 1, 0, 0]


def test_logistic_regression_on_whole_numbers():
    x, y = np.array([[1], [2], [3]]), np.array([0, 1, 1])
    w = b = 0.0
    right = []
    for _ in range(3):
        z = x[:, 0] * w + b
        p = 1 / (1 + np.exp(-z))
        right.append(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
        w, b = w - 0.1 * np.mean((p - y) * x[:, 0]), b - 0.1 * np.mean(p - y)
    run = function("linear.logistic_regression")(x, y, np.zeros(1, int), 0, epochs=3)
    assert right[0] == pytest.approx(np.log(2)) and right[2] < right[1] < right[0]
    np.testing.assert_allclose(run["loss"], right, rtol=1e-14)
    np.testing.assert_allclose([*run["w"], run["b"]], [w, b], rtol=1e-14)


@pytest.mark.parametrize(
    "name", ["models.xor_mlp", "models.mlp", "linear.perceptron", "linear.softmax_regression"]
)
def test_other_training_runs_on_whole_numbers_learn_what_they_learn_on_real_ones(name):
    concept = load(name)
    arrays = Question.draw(concept, concept.cases[0]).arrays
    whole = {each: np.rint(array if each == "y" else 2 * array).astype(int) for each, array in arrays.items()}
    real = {each: array if each == "y" else array.astype(float) for each, array in whole.items()}
    run, right = concept.function(**whole, epochs=3), concept.function(**real, epochs=3)
    assert np.all(run["loss"] != 0)
    for each, array in run.items():
        assert np.array_equal(array, right[each])


@pytest.mark.parametrize(("dtype", "word"), [("uint8", 200), ("int8", 100), ("int16", 400), ("uint64", 500)])
def test_ids_in_few_bits_pay_their_own_row(dtype, word):
    _, backward = function("recurrent.embedding")(np.array([[word]], dtype), np.zeros((501, 128)))
    dE = backward(np.ones((1, 1, 128)))["E"]
    assert np.array_equal(np.nonzero(dE.any(axis=1))[0], [word]) and dE.sum() == 128


def test_adam_with_tiny_gradients():
    w, m, v, g = 0.0, 0.0, 0.0, 1e-9
    right = []
    for t in range(1, 6):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= 0.001 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        right.append(w)
    path = function("optimizers.adam")([0.0], np.full((5, 1), g))
    assert -right[-1] == pytest.approx(5 * 0.001 / 11)
    np.testing.assert_allclose(path[:, 0], right, rtol=1e-12)


def test_an_lstm_reads_one_hot_whole_numbers():
    rng = np.random.default_rng(0)
    W, U, b = rng.standard_normal((4, 12)), rng.standard_normal((3, 12)), rng.standard_normal(12)
    x = np.eye(4, dtype=int)[np.array([[0, 2, 1]])]
    h, c, states = np.zeros(3), np.zeros(3), []
    for each in x[0]:
        i, f, g, o = np.split(each @ W + h @ U + b, 4)
        c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
        h = np.tanh(c) / (1 + np.exp(-o))
        states.append(h)
    outputs, _ = function("recurrent.lstm")(x, U, W, b)
    assert np.all(np.abs(states) > 1e-6)
    np.testing.assert_allclose(outputs["h"][0], states, atol=1e-14)


def test_the_cross_entropy_of_every_token():
    rng = np.random.default_rng(0)
    z, y = rng.standard_normal((2, 5, 3)), np.eye(3)[rng.integers(0, 3, (2, 5))]
    right = -(y * (z - np.log(np.exp(z).sum(-1, keepdims=True)))).sum(-1).mean()
    loss = function("losses.categorical_cross_entropy")
    assert loss(z, y)[0] == pytest.approx(right)
    sparse, labels = function("losses.sparse_categorical_cross_entropy"), y.argmax(axis=-1)
    assert sparse(z, labels)[0] == pytest.approx(right)
    labels[1, 2:] = -100  # the padding of a short sequence
    assert sparse(z, labels, ignore_index=-100)[0] == pytest.approx(
        loss(np.concatenate([z[0], z[1, :2]]), np.concatenate([y[0], y[1, :2]]))[0]
    )


def test_class_numbers_where_one_hot_is_due_and_one_hot_where_class_numbers_are_due():
    z = np.zeros((3, 3))
    told = "y has the shape (3,), its axes are (*n k); with n = (3,), k = 3 from z it would be (3, 3)"
    with refused(f"categorical_cross_entropy: {told}"):
        function("losses.categorical_cross_entropy")(z, [0, 2, 1])
    told = "y has the shape (3, 3), its axes are (n); with n = 3 from x it would be (3,)"
    with refused(f"softmax_regression: {told}; whole numbers are due, not one-hot"):
        function("linear.softmax_regression")(z, np.eye(3, dtype=int), z, np.zeros(3))


@pytest.mark.parametrize(
    ("name", "y", "told"),
    [
        ("linear.perceptron_loss", [0, 1], "y holds 0.0 at [0]; allowed are -1 and 1"),
        ("losses.binary_cross_entropy", [[-1], [1]], "y holds -1.0 at [0, 0]; allowed are 0 to 1"),
    ],
)
def test_labels_of_another_custom(name, y, told):
    with refused(f"{name.split('.')[1]}: {told}"):
        function(name)(np.zeros(np.shape(y)), y)


def test_heads_that_do_not_part_the_features():
    x, square, row = np.ones((1, 2, 4)), np.eye(4), np.zeros(4)
    attention = function("attention.multi_head")
    for name, heads, arrays in (
        ("q", 8, [square] * 4 + [row] * 4),
        ("v", 2, [square, square, np.ones((4, 3)), np.ones((3, 4)), row, row, np.zeros(3), row]),
    ):
        told = f"{name} = {4 if name == 'q' else 3} features of W_{name} do not part into heads = {heads}"
        with refused(f"multi_head: {told}; allowed are its divisors"):
            attention(x, *arrays, heads=heads)
    with refused("multi_head: bias has m = 3 heads; allowed are heads = 2"):
        attention(x, *[square] * 4, *[row] * 4, bias=np.zeros((3, 2, 2)), heads=2)
    with refused(
        "multi_head: context has the shape (1, 3, 5), its axes are (n s e); with n = 1 from x, e = 4 from W_k, s = 3 "
        "it would be (1, 3, 4)"
    ):
        attention(x, *[square] * 4, *[row] * 4, context=np.ones((1, 3, 5)), heads=2)


def test_a_kernel_or_a_window_that_is_larger_than_the_image():
    with refused("conv2d: W reaches over 5 × 1 places; allowed are the 4 × 5 of x, padded"):
        function("convolution.conv2d")(
            np.ones((1, 2, 3, 1)), np.ones((3, 1, 1, 1)), [0], padding=1, dilation=2
        )
    with refused("conv2d: W reaches over 3 × 1 places; allowed are the 2 × 3 of x, padded"):
        function("convolution.conv2d")(np.ones((0, 2, 3, 1)), np.ones((3, 1, 1, 1)), [0])
    pool = function("pooling.max_pool2d")
    with refused("max_pool2d: size 3 reaches over 3 × 3 places; allowed are the 2 × 4 of x, padded"):
        pool(np.ones((1, 2, 4, 1)), size=3)
    with refused("max_pool2d: size (2, 1) reaches over 4 × 1 places; allowed are the 3 × 4 of x, padded"):
        pool(np.ones((1, 2, 4, 1)), size=(2, 1), dilation=(3, 1), padding=((0, 1), (0, 0)))


def test_weights_that_do_not_fit_say_what_would():
    x, W, b = np.ones((2, 3, 4)), np.ones((4, 24)), np.ones(24)
    with refused("lstm: U has the shape (6, 25), its axes are (h 4*h); with h = 6 it would be (6, 24)"):
        function("recurrent.lstm")(x, np.ones((6, 25)), W, b)
    with refused(
        "lstm: W has the shape (5, 24), its axes are (i 4*h); with i = 4 from x, h = 6 from U it would be (4, 24)"
    ):
        function("recurrent.lstm")(x, np.ones((6, 24)), np.ones((5, 24)), b)
    with refused("xor_mlp: x has the shape (3, 2), its axes are (4 2): it would be (4, 2)"):
        function("models.xor_mlp")(np.ones((3, 2)), np.ones(3), W[:2], b, b, 0)


def test_the_mean_of_nothing_in_one_line_even_where_warnings_are_errors():
    with (
        np.errstate(all="raise"),
        refused("mean_squared_error: shape = (0, 2) in y_hat; of that size there is no answer"),
    ):
        function("losses.mean_squared_error")(np.ones((0, 2)), np.ones((0, 2)))


@pytest.mark.parametrize(
    "wrong", [dict(beta1=1.0), dict(beta2=1.0), dict(beta1=-0.1), dict(beta2=-0.1), dict(epsilon=-1e-8)]
)
def test_means_that_never_move_or_an_epsilon_below_zero(wrong):
    ((name, value),) = wrong.items()
    allowed = "numbers from 0" if name == "epsilon" else "0 to less than 1"
    with refused(f"adam: {name} is {value}; allowed are {allowed}"):
        function("optimizers.adam")([0.0], [[1.0]], **wrong)
    if "epsilon" in wrong:
        with refused("batch_norm: epsilon is -1e-08; allowed are numbers from 0"):
            function("normalization.batch_norm")(np.ones((3, 1)), [0], [1], [1], [0], **wrong)


@pytest.mark.parametrize("block", [1, 3, 7, 100])
def test_adam_fills_every_place_of_its_path_whatever_lies_in_memory(block, monkeypatch):
    rng = np.random.default_rng(0)
    w, gradients = rng.standard_normal(7), rng.standard_normal((4, 7))
    adam = load("optimizers.adam")
    right = adam.function(w, gradients)
    bare = SimpleNamespace(**vars(np) | dict(empty_like=lambda array: np.full_like(array, np.nan)))
    monkeypatch.setattr(walking, "np", bare)
    monkeypatch.setattr(walking, "BLOCK", block)
    assert np.array_equal(adam.function(w, gradients), right)


def test_no_number_is_handed_out_where_arrays_are_not_empty():
    dense, huge = function("linear.dense"), 1e200
    with np.errstate(all="ignore"):
        y, _ = dense([[huge, huge]], [[huge], [-huge]], [0.0])
    assert not np.isfinite(y).any()  # NaN, or ∞: it hangs on the order of a kernel

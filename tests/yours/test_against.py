"""Own implementations are held against the truth: right ones agree in whatever style, wrong ones never do."""

import importlib

import numpy as np
import pytest

import triptych
from comparisons.errors import Mistake
from comparisons.processes.workers import Here
from comparisons.yours.against import against
from comparisons.yours.holding import Request, hold
from tests.yours import own_numpy, own_torch


def held(concept, thing, dtypes=("float64",), seeds=(0,), **options):
    return hold(Here("scratch"), Request(concept, thing, **options), dtypes, seeds, explain=False)


@pytest.mark.parametrize(("concept", "thing"), own_numpy.RIGHT.items())
def test_right_numpy_agrees(concept, thing):
    verdict = held(concept, thing, ["float32" if concept in ("recurrent.gru", "linear.dense") else "float64"])
    assert verdict.agrees, verdict


@pytest.mark.parametrize(("concept", "thing"), own_torch.RIGHT.items())
def test_right_torch_agrees(concept, thing):
    verdict = held(concept, thing)
    assert verdict.agrees, verdict


def test_right_keras_agrees():
    own = importlib.import_module("tests.yours.own_keras")
    for concept, thing in own.RIGHT.items():
        verdict = held(concept, thing)
        assert verdict.agrees, verdict
    verdict = held("linear.dense", own.dense_model, build=True)
    assert verdict.agrees and "Keras model" in verdict.headline, verdict


def test_what_was_found_is_a_layout_that_can_be_kept():
    found = held("recurrent.lstm", own_torch.FusedLSTM)
    assert found.agrees and found.found, found
    assert found.weights["W"] == "cell.weight[:, h:]: i [g0 g1 g2 g3] -> [g0 g1 g3 g2] i"
    kept = held("recurrent.lstm", own_torch.FusedLSTM, weights=found.weights)
    assert kept.agrees and not kept.found


def test_a_matrix_for_each_gate_is_found():
    verdict = held("recurrent.lstm", own_numpy.LSTMOfGates)
    assert verdict.agrees, verdict
    assert verdict.weights["W"] == "Wi | Wf | Wc | Wo[h:]"
    assert "not checked: the gradients dx, dU, dW, db, which LSTMOfGates does not return" in verdict.lines()


def test_channels_first_is_found_and_a_cache_is_no_way_back():
    verdict = held("convolution.conv2d", own_numpy.conv_of_loops)
    assert verdict.agrees and verdict.weights["W"] == "w: p q c k -> k c p q", verdict
    assert "not checked: the gradients dx, dW, db, which conv_of_loops does not return" in verdict.lines()


def test_who_calls_weights_like_ours_means_ours():
    def gru(x, W, U, b_x, b_h):
        return own_numpy.gru(x, W, U, b_x, b_h)

    named = held("recurrent.gru", own_numpy.gru)
    assert named.agrees and named.weights["W"] == "Wx: i [r z g] -> i [z r g]", named
    verdict = hold(Here("scratch"), Request("recurrent.gru", gru), ["float64"], [0])
    assert not verdict.agrees
    (reason,) = verdict.reasons
    assert reason.kind == "layout" and "W='W: a [g0 g1 g2] -> a [g1 g0 g2]'" in reason.text


def test_what_is_not_taken_is_not_asked_and_that_is_said():
    verdict = held("convolution.conv2d", own_numpy.conv2d)
    said = str(verdict)
    assert "cases with no b, dilation, groups, which conv2d does not take" in said
    assert "whose settings or axes conv2d does not take, as padding=same" in said


def test_a_number_out_of_float32_is_no_mistake():
    verdict = held("optimizers.adam", own_numpy.adam, ("float32",))
    assert verdict.agrees, verdict
    assert any("out of the range of float32 in (d=4 t=3 huge=True)" in line for line in verdict.lines())


def test_real_data_are_spared_where_it_fails_without_them():
    def impatient(X, y, w, b, lr=0.01, epochs=100, batch_size=32):
        return own_numpy.linear_regression(X, y, w, b, lr, epochs - 1, batch_size)

    verdict = held("linear.linear_regression", impatient, ["float32"])
    assert not verdict.agrees
    assert "not asked: 1 case on real data, as it fails without" in verdict.lines(), verdict


def test_drawn_cases_are_asked_too():
    verdict = held("activations.softmax", own_numpy.softmax, seeds=(0, 1, 2))
    assert verdict.agrees and {each.seed for each in verdict.checks} == {0, 1, 2}


@pytest.mark.parametrize(
    ("concept", "thing", "array"),
    [
        ("activations.softmax", lambda x: np.exp(x) / np.exp(x).sum(0), "output y"),
        ("activations.softmax", lambda x: (own_numpy.softmax(x)[0], lambda dy: dy), "gradient dx"),
        (
            "losses.mean_squared_error",
            lambda p, t: (((p - t) ** 2).mean(), (p - t) / p.size),
            "gradient dy_hat",
        ),
        (
            "optimizers.adam",
            lambda w, g: [w - 0.001 * np.sign(sum(g[: t + 1])) for t in range(len(g))],
            "output path",
        ),
        ("metrics.accuracy", lambda y_true, y_pred: (y_pred.argmin(1) == y_true).mean(), "output value"),
        ("schedules.cosine_decay", lambda step, rate, steps=9: rate * np.cos(step), "output rates"),
        ("initializers.he_normal", lambda shape, rng: rng.standard_normal(shape), "law"),
    ],
)
def test_wrong_ones_do_not_agree(concept, thing, array):
    verdict = held(concept, thing)
    assert not verdict.agrees
    assert any(line.startswith(array) for line in verdict.lines()), verdict


def test_a_wrong_module_does_not_agree_in_any_layout():
    class Forgetful(own_torch.LSTM):
        def forward(self, x):
            h, (_, c) = super().forward(x)
            return h * 1.01, c

    verdict = held("recurrent.lstm", Forgetful)
    assert not verdict.agrees and any(line.startswith("output h") for line in verdict.lines())


@pytest.mark.parametrize(
    ("thing", "says"),
    [
        (lambda x: None, "returned None in the case (shape=(3,4)) and in 3 more"),
        (lambda x: np.linalg.inv(x, x), "raised TypeError: "),
        (lambda x: "relu", "returned 'relu', in which there is no array"),
        (lambda x: exit(3), "ended the program: exit code 3"),
        (lambda x: [].append(x), "returned None"),
    ],
)
def test_what_code_does_instead_of_answering_is_one_line(thing, says):
    verdict = held("activations.relu", thing)
    assert not verdict.agrees and not verdict.checks
    assert any(says in line for line in verdict.lines()), verdict
    assert "Traceback" not in str(verdict)


def test_code_that_hangs_is_stopped():
    def endless(x):
        while True:
            pass

    verdict = held("activations.relu", endless, seconds=0.2)
    assert not verdict.agrees
    assert "endless gave no answer within 0.2 s in the case (shape=(3,4)) and in 1 more" in verdict.lines()
    assert any("was not asked any more" in line for line in verdict.lines())


def test_what_code_does_besides_is_said():
    def chatty(x):
        print("here")
        x[x < 0] = 0
        return x

    verdict = held("activations.relu", chatty)
    assert verdict.agrees
    assert {"chatty prints 'here'", "chatty changes its argument x"} <= set(verdict.lines())


def test_another_shape_is_said():
    verdict = held("activations.softmax", lambda x: own_numpy.softmax(x)[0][:1])
    assert not verdict.agrees
    assert any("has the shape (1, 3) where the truth is (5, 3)" in line for line in verdict.lines()), verdict


def test_python_has_it():
    verdict = against("relu", lambda x: x * (x > 0), dtypes="float64", without=["extreme"])
    assert verdict.agrees and "not asked: 1 case that were left out" in str(verdict)
    assert triptych.assert_agrees("dense", own_numpy.Dense, dtypes=["float64"]) is None
    with pytest.raises(AssertionError, match="does not agree"):
        triptych.assert_agrees("relu", lambda x: 2 * x, dtypes=["float64"], explain=False)


@pytest.mark.parametrize(
    ("arguments", "options", "says"),
    [
        (("lstn", len), {}, "did you mean recurrent.lstm?"),
        (("linear", len), {}, "'linear' names "),
        (("relu", 3), {}, "int is 3; allowed are a function"),
        (("relu", len), dict(dtypes="half"), "unknown dtype 'half'"),
        (("relu", len), dict(seed=-1), "a seed is a whole number from 0, not -1"),
        (("relu", len), dict(framework="torch"), "unknown framework 'torch'; did you mean pytorch?"),
        (("relu", "nowhere.py:relu"), {}, "unknown file 'nowhere.py'"),
        (
            ("dense", own_numpy.Dense),
            dict(weights=dict(W="W: i k -> k")),
            "does not stand once on either side",
        ),
    ],
)
def test_a_mistake_is_one_line(arguments, options, says):
    with pytest.raises(Mistake) as mistake:
        against(*arguments, **options)
    assert says in str(mistake.value)
    assert len(str(mistake.value).splitlines()) == 1

"""Roundings are counted right, and what is zero by mathematics has the scale of the terms that cancel in it."""

import numpy as np
import pytest

from comparisons.agreement import AGREES, DIFFERS, FAILS, compare
from comparisons.catalogue import load
from comparisons.question import Answer
from comparisons.rounding import ALLOWED, DISTURBANCE, Disturbed, magnitude, scales, units


def test_a_neighbouring_number_is_one_rounding_off():
    truth = np.array([1.0, -0.5])
    assert units(np.array([1 + 2.0**-52, -0.5]), truth, "float64", 1.0).tolist() == [1.0, 0.0]


def test_an_error_is_relative_to_the_largest_entry_of_its_array():
    truth = np.array([1000.0, 1e-9])
    assert units(truth + np.array([0, 1e-10]), truth, "float32", magnitude(truth)).max() < 1


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_infinitely_far_from_what_is(wrong):
    assert np.isinf(units(np.array([wrong]), np.array([1.0]), "float64", 1.0)).all()
    assert np.isinf(units(np.array([1.0]), np.array([wrong]), "float64", 1.0)).all()
    assert units(np.array([wrong]), np.array([wrong]), "float64", 1.0).tolist() == [0.0]


def test_anything_is_infinitely_far_from_an_exact_zero_array():
    assert np.isinf(units(np.array([1e-300]), np.array([0.0]), "float64", 0.0)).all()


def test_the_tolerance_is_at_most_1e_12_in_float64_and_leaves_mistakes_no_room():
    assert ALLOWED["float64"] * np.finfo("float64").eps <= 1e-12
    assert ALLOWED["float32"] * np.finfo("float32").eps < 1e-3


def test_a_disturbed_sum_that_cancels_moves_as_far_as_its_terms():
    x = np.array([3.0, -3.0]).view(Disturbed)
    moved = abs(float(np.sum(x * 1.0))) / DISTURBANCE
    assert moved in (0.0, pytest.approx(6.0, rel=1e-6))


def test_the_key_bias_of_attention_is_judged_by_the_terms_that_cancel_in_its_gradient():
    attention = load("attention.multi_head")
    question = attention.ask(attention.cases[1], "float32")
    gradients = question.truth.gradients
    assert magnitude(gradients["b_k"]) < 1e-13 * magnitude(gradients["b_q"]), "it is zero by mathematics"
    assert 1e-3 < scales(question)["db_k"] < 1e3, "its terms are not"


def test_every_other_array_has_its_own_scale():
    attention = load("attention.multi_head")
    question = attention.ask(attention.cases[1])
    own = {label: magnitude(array) for label, (_, _, array) in question.truth.labelled().items()}
    assert {label for label, scale in scales(question).items() if scale != own[label]} == {"db_k"}


@pytest.fixture
def question():
    dense = load("linear.dense")
    return dense.ask(dense.cases[0])


def bent(question, label, change):
    outputs, gradients = dict(question.answer.outputs), dict(question.answer.gradients)
    place = gradients if label.startswith("d") else outputs
    place[label.removeprefix("d")] = change(place[label.removeprefix("d")])
    return Answer(outputs, gradients)


def test_a_failure_names_everything_that_one_needs_to_find_it(question):
    def change(dW):
        dW = dW.copy()
        dW[2, 1] += 0.5
        return dW

    (failed,) = [
        each for each in compare(question, bent(question, "dW", change), "keras") if each.verdict == FAILS
    ]
    for word in (
        "linear.dense",
        "n=5 i=4 k=3",
        "keras",
        "float64",
        "gradient dW",
        "4096 allowed",
        "1 of 12",
        "[2, 1]",
    ):
        assert word in failed.reason


def test_a_wrong_shape_and_a_missing_array_fail(question):
    wrong = compare(question, bent(question, "db", lambda db: db[:, None]), "keras")
    assert "has the shape (3, 1) where scratch has (3,)" in next(
        e.reason for e in wrong if e.verdict == FAILS
    )
    missing = compare(question, Answer(question.answer.outputs), "keras")
    assert [each.array for each in missing if each.verdict == FAILS] == ["x", "W", "b"]


def test_a_declared_difference_must_show_and_must_not_show_elsewhere():
    adam = load("optimizers.adam")
    right = adam.ask(adam.cases[0])
    assert compare(right, right.answer, "keras")[0].verdict == FAILS
    assert compare(right, right.answer, "pytorch")[0].verdict == AGREES
    wrong = bent(right, "path", lambda path: 1.01 * path)
    assert compare(right, wrong, "keras")[0].verdict == DIFFERS
    assert compare(right, wrong, "pytorch")[0].verdict == FAILS

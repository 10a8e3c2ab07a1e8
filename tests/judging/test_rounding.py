"""Roundings are counted right, entry by entry, and what cancels has the scale of the terms that cancel in it."""

from dataclasses import replace

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.judging.agreement import AGREES, DIFFERS, FAILS, compare
from comparisons.judging.answering import Answer
from comparisons.judging.decisions import Noting
from comparisons.judging.precision import ALLOWED, eps
from comparisons.judging.question import Question
from comparisons.judging.rounding import DISTURBANCE, SUMS, SUMS_OF_TWO, Disturbed, Noise, scales, units
from reports.drawing import ROUNDINGS


def test_a_neighbouring_number_is_one_rounding_off():
    truth = np.array([1.0, -0.5])
    assert units(np.array([1 + 2.0**-52, -0.5]), truth, "float64", 1.0).tolist() == [1.0, 0.0]


def test_every_entry_has_its_own_scale():
    truth = np.array([1000.0, 1e-9])
    assert units(truth + np.array([0, 1e-10]), truth, "float32", np.abs(truth)).tolist() == [
        0.0,
        pytest.approx(0.1 / 2.0**-23),
    ]


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_infinitely_far_from_what_is(wrong):
    assert np.isinf(units(np.array([wrong]), np.array([1.0]), "float64", 1.0)).all()
    assert np.isinf(units(np.array([1.0]), np.array([wrong]), "float64", 1.0)).all()
    assert units(np.array([wrong]), np.array([wrong]), "float64", 1.0).tolist() == [0.0]


def test_anything_is_infinitely_far_from_an_exact_zero_array():
    assert np.isinf(units(np.array([1e-300]), np.array([0.0]), "float64", 0.0)).all()


@pytest.mark.parametrize("scale", [1e-40, 1e39])
def test_a_scale_beyond_float32_neither_vanishes_nor_overflows(scale):
    assert units([0.0], [scale], "float32", scale) == pytest.approx(2.0**23)


def test_half_precision_inside_float32_is_off_a_hundredfold():
    assert ALLOWED * eps("float32") * 100 < np.finfo("float16").eps
    assert ALLOWED * eps("float64") < 1e-14


def moved(function, *arrays, summed=SUMS):
    """Return how far each entry of a result moves, in disturbances: the root of the mean square of many runs."""
    noting = type("Noted", (Noting,), dict(margins=[]))
    still, square = np.asarray(function(*(array.view(noting) for array in arrays))), 0
    for draw in range(2000):
        settings = dict(noise=Noise(draw), summed=summed, followed=noting.margins, count=[0])
        kind = type("Drawn", (Disturbed,), settings)
        square += np.square(np.asarray(function(*(array.view(kind) for array in arrays))) - still) / 2000
    return np.sqrt(square) / DISTURBANCE


@pytest.mark.parametrize(
    ("function", "arrays", "size"),
    [
        (lambda x: np.sum(x), ([3.0, -3.0],), 6),
        (lambda x, y: x @ y, ([3.0, -3.0], [2.0, 2.0]), 12),
        (lambda x, y: np.vecdot(x, y), ([3.0, -3.0], [2.0, 2.0]), 12),
        (lambda x, y: np.einsum("i,i->", x, y), ([3.0, -3.0], [2.0, 2.0]), 12),
        (lambda x: np.mean(x), ([3.0, -3.0],), 3),
        (lambda x: x * 5, (-2.0,), 10),
        (lambda x, y: x - y, (3.0, 2.5), 0.5),
        (lambda x, y: x + y, (3.0, -2.5), 0.5),
        (lambda x: np.exp(x) - np.exp(x), (0.0,), np.sqrt(2)),
        (lambda x: np.subtract(*(1 * x)), ([3.0, 3.0],), 3 * np.sqrt(2)),
        (lambda x: np.clip(x, 0, np.inf) + np.maximum(x, 2.0) - np.abs(x), (1.0,), np.sqrt(3**2 + 2**2)),
    ],
)  # fmt: skip
def test_a_result_moves_by_the_size_of_what_was_rounded_in_it(function, arrays, size):
    arrays = [np.array(array) for array in arrays]
    assert moved(function, *arrays) == pytest.approx(size, rel=0.05)


@pytest.mark.parametrize(
    "function",
    [
        np.absolute, np.ceil, np.fabs, np.floor, np.negative, np.positive, np.rint, np.sign, np.trunc, np.max, np.min,
        lambda x: np.clip(x, -1, 1), lambda x: np.copysign(x, -1.0), lambda x: np.heaviside(x, 1.0),
        lambda x: np.maximum(x, 0.5), lambda x: np.minimum(x, 0.5),
        lambda x: np.fmax(x, 0.5), lambda x: np.fmin(x, 0.5),
    ],
)  # fmt: skip
def test_what_is_exact_whatever_it_is_computed_from_does_not_move(function):
    x = np.array([-2.25, 0.75, 3.5])
    noting = type("Noted", (Noting,), dict(margins=[]))
    function(x.view(noting))
    settings = dict(noise=Noise(0), followed=noting.margins, count=[0])
    kind = type("Drawn", (Disturbed,), settings)
    assert np.array_equal(np.asarray(function(x.view(kind))), function(x))


def test_pictures_draw_the_law_where_it_is():
    assert ROUNDINGS == ALLOWED


def test_infinity_does_not_move():
    drawn = type("Drawn", (Disturbed,), dict(noise=Noise(0), followed=[], count=[0]))
    moved = np.array([-np.inf, np.inf, 2.0]).view(drawn) - np.array([1.0, 1.0, 1.0])
    assert moved[:2].tolist() == [-np.inf, np.inf]
    assert 0 < abs(float(moved[2]) - 1) < 10 * DISTURBANCE


def test_in_doubt_the_terms_of_a_sum_of_two_are_known_to_one_rounding_alone():
    arrays = np.array(3.0), np.array(2.5)
    assert moved(np.subtract, *arrays, summed=SUMS | SUMS_OF_TWO) == pytest.approx(5.5, rel=0.05)
    assert moved(np.add, -arrays[0], arrays[1], summed=SUMS | SUMS_OF_TWO) == pytest.approx(5.5, rel=0.05)


def test_what_is_added_up_at_places_that_repeat_moves_by_the_size_of_its_terms():
    def look_up(dy):
        dE = np.zeros(3)
        np.add.at(dE, [0, 0, 1], dy)
        return dE

    assert moved(look_up, np.array([3.0, -3.0, 2.0])) == pytest.approx([6, 2, 0], rel=0.05)


def test_the_key_bias_of_attention_is_judged_by_the_terms_that_cancel_in_its_gradient():
    attention = load("attention.multi_head")
    question = Question.draw(attention, attention.cases[1], "float32")
    gradient = question.truth.gradients["b_k"]
    assert np.abs(gradient).max() < 1e-13, "it is zero by mathematics"
    assert (scales(question)["db_k"] > 1e-3).all(), "its terms are not"
    assert (scales(question)["db_k"] < 1e3).all()


def test_what_does_not_cancel_has_a_scale_of_its_own_size():
    adam = load("optimizers.adam")
    question = Question.draw(adam, adam.cases[0])
    size = np.abs(question.truth["path"])
    assert (scales(question)["path"] >= size).all()
    assert (scales(question)["path"] < 2 * np.sqrt(20) * size).all(), "twenty steps are rounded, at random"


def test_scales_are_repeatable_and_no_less_than_what_the_smallest_number_leaves_of_digits():
    dense = load("linear.dense")
    drawn = Question.draw(dense, dense.cases[0], "float32")
    for label, scale in scales(drawn).items():
        assert np.array_equal(scale, scales(drawn)[label])
    nothing = Question.put(
        dense, {}, {name: 0 * array for name, array in drawn.arrays.items()}, dtype="float32"
    )
    assert (scales(nothing)["y"] == 2.0**-126 / 2.0**-23).all()


def test_an_array_of_tiny_numbers_is_judged_by_them():
    dense = load("linear.dense")
    drawn = Question.draw(dense, dense.cases[0]).arrays
    tiny = Question.put(dense, {}, drawn | dict(x=1e-9 * drawn["x"], b=0 * drawn["b"]))
    wrong = bent(tiny, "y", lambda y: y * (1 + 1e-12))
    assert [each.array for each in compare(tiny, wrong, "keras") if each.verdict == FAILS] == ["y"]


@pytest.fixture
def question():
    dense = load("linear.dense")
    return Question.draw(dense, dense.cases[0])


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
        "32 allowed",
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


def declared(question, framework, *causes):
    """Return what scratch would say if these declared causes of a framework acted."""
    return replace(
        question, instead=question.concept.differs[framework].acting(causes, question.dtype)
    ).answer


def test_a_declared_difference_must_show_and_must_not_show_elsewhere():
    adam = load("optimizers.adam")
    question = Question.draw(adam, adam.cases[0])
    (kept,) = compare(question, question.answer, "keras")
    assert kept.verdict == FAILS and "is declared to differ" in kept.reason and "but agrees" in kept.reason
    assert compare(question, question.answer, "pytorch")[0].verdict == AGREES
    both = declared(question, "keras", "rounded_powers", "early_epsilon")
    assert compare(question, both, "keras")[0].verdict == DIFFERS
    assert compare(question, both, "pytorch")[0].verdict == FAILS


def test_a_difference_that_its_causes_do_not_explain_to_the_last_rounding_fails():
    adam = load("optimizers.adam")
    question = Question.draw(adam, adam.cases[0])
    both = declared(question, "keras", "rounded_powers", "early_epsilon")
    off = Answer(dict(path=both["path"] * (1 + 1e-13)))
    assert compare(question, off, "keras")[0].verdict == FAILS


def test_only_the_causes_that_explain_a_difference_are_told():
    adam = load("optimizers.adam")
    question = Question.draw(adam, adam.cases[0])
    one = declared(question, "keras", "early_epsilon")
    assert compare(question, one, "keras")[0].reason == adam.differs["keras"].causes["early_epsilon"]


@pytest.mark.parametrize(
    ("name", "case", "arrays"),
    [
        ("activations.leaky_relu", {}, dict(x=np.ones(3))),
        ("optimizers.adam", {}, dict(w=np.ones(2), gradients=np.zeros((3, 2)))),
        ("optimizers.momentum", {}, dict(w=np.ones(2), gradients=np.zeros((3, 2)))),
    ],
)
def test_where_a_declared_cause_does_not_act_in_the_numbers_at_hand_nothing_has_to_differ(name, case, arrays):
    question = Question.put(load(name), case, arrays)
    assert {each.verdict for each in compare(question, question.answer, "keras")} == {AGREES}


def test_a_tiny_gradient_is_told_to_differ_by_the_place_of_epsilon():
    adam = load("optimizers.adam")
    question = Question.put(adam, {}, dict(w=np.zeros(1), gradients=np.full((5, 1), 1e-9)), dtype="float32")
    keras = declared(question, "keras", "rounded_powers", "early_epsilon")
    (check,) = compare(question, Answer(dict(path=keras["path"].astype("float32"))), "keras")
    assert check.verdict == DIFFERS
    assert adam.differs["keras"].causes["early_epsilon"] in check.reason


def test_digits_that_cancel_in_one_arrangement_and_not_in_another_are_told_of_and_do_not_fail():
    norm = load("normalization.batch_norm")
    arrays = dict(x=[[1.0 + 1e-6]], gamma=[1.3], beta=[0.0], mean=[1.0], var=[1.0])
    question = Question.put(norm, dict(training=False, epsilon=0.0), arrays, dtype="float32")
    x, mean = question.arrays["x"], question.arrays["mean"]
    lost = bent(question, "y", lambda y: x * np.float32(1.3) - mean * np.float32(1.3))
    checks = {each.label: each for each in compare(question, lost, "pytorch")}
    assert checks["y"].verdict == AGREES and "where numbers cancel" in checks["y"].reason
    wrong = bent(question, "y", lambda y: y + np.float32(1e-4))
    assert next(each for each in compare(question, wrong, "pytorch") if each.label == "y").verdict == FAILS


def test_the_error_of_a_row_is_its_roundings_times_the_size_of_one(question):
    wrong = bent(question, "y", lambda y: y * (1 + 1e-3))
    failed = next(each for each in compare(question, wrong, "keras") if each.verdict == FAILS)
    assert failed.error == failed.units * 2.0**-52
    assert 1e-5 < failed.error < 1e-3 + 1e-9

"""A decision that lies within rounding of its threshold may fall either way, and no other may."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.declaring.differing import Differs
from comparisons.judging.agreement import AGREES, FAILS, compare
from comparisons.judging.answering import Answer
from comparisons.judging.decisions import choose, margins
from comparisons.judging.question import Question
from comparisons.judging.sides import DEPTH, best_side, undecided
from comparisons.judging.watched import Operation

#: In float32 the product of these is rounded to 1 + 2⁻²²; exactly it is 2⁻⁴⁶ more.
NEAR = 1 + 2.0**-23


def network(bias, dtype="float32"):
    """Ask a network with one hidden unit: its input is NEAR² + bias on the first sample, far from 0 on the second."""
    arrays = dict(
        x=[[NEAR], [2.0]], y=[0, 1],
        W1=[[NEAR]], b1=[bias], W2=[[0.5, -0.25]], b2=[0.0, 0.0],
    )  # fmt: skip
    return Question.put(load("models.mlp"), dict(batch_size=2, epochs=3), arrays, dtype=dtype)


def failing(question, answer):
    return [each.label for each in compare(question, answer, "pytorch") if each.verdict == FAILS]


def test_a_unit_that_rounding_turns_off_may_be_off():
    question = network(bias=-(1 + 2.0**-22))
    (decision, *_) = undecided(question)
    assert decision.place == (0, 0)
    off = question.answer
    assert abs(off["W1"] - question.truth["W1"]).max() > 1e-3, (
        "the unit is on in the truth, and off in float32"
    )
    assert {each.verdict for each in compare(question, off, "pytorch")} == {AGREES}


def test_a_unit_that_is_further_from_its_threshold_than_rounding_must_be_as_it_is():
    question = network(bias=-(1 - 2.0**-15))
    assert undecided(question) == []
    other = replace(question, turned=frozenset(undecided(network(bias=-(1 + 2.0**-22)))[:1]))
    answer = Answer({name: array.astype("float32") for name, array in other.truth.outputs.items()})
    assert "W1" in failing(question, answer)


@pytest.mark.parametrize("label", ["W1", "b2", "loss", "prediction"])
def test_a_mistake_beside_an_undecided_decision_is_still_one(label):
    question = network(bias=-(1 + 2.0**-22))
    outputs = question.answer.outputs | {label: question.answer[label] * np.float32(1.001)}
    assert label in failing(question, Answer(outputs))


@pytest.mark.parametrize(("moved", "verdict"), [(2.0**-45, AGREES), (2.0**-12, FAILS)])
def test_what_is_declared_to_differ_by_an_undecided_decision_alone_need_not(moved, verdict):
    concept = load("models.mlp")

    def instead(*, b1, **given):
        return concept.function(b1=b1 - moved, **given)

    differing = replace(concept, differs=dict(pytorch=Differs(instead, dict(moved="b₁ is smaller"))))
    question = replace(network(bias=-(1 + 2.0**-22)), concept=differing)
    answer = Answer({name: array.astype("float32") for name, array in question.truth.outputs.items()})
    checks = {each.label: each.verdict for each in compare(question, answer, "pytorch")}
    assert checks["W1"] == verdict


def test_what_lies_on_its_threshold_is_decided_by_the_rule():
    relu = load("activations.relu")
    question = Question.put(relu, {}, dict(x=np.zeros(4)))
    assert undecided(question) == []
    passed = Answer(question.answer.outputs, dict(x=question.cotangents["y"]))
    assert failing(question, passed) == ["dx"]


def test_turning_a_decision_changes_nothing_else():
    question = network(bias=-(1 + 2.0**-22))
    turned = replace(question, turned=frozenset(undecided(question)[:1]))
    again = replace(turned, turned=frozenset())
    assert np.array_equal(again.truth["W1"], question.truth["W1"])
    assert not np.array_equal(turned.truth["W1"], question.truth["W1"])
    assert turned.truth["loss"][0] == pytest.approx(question.truth["loss"][0], abs=1e-12), (
        "the value hardly changes"
    )


def two_units(scale, biases, dtype="float32"):
    """Ask the network with two hidden units, whose inputs are NEAR² + bias and ``scale`` times that."""
    W1, b1 = [[NEAR, scale * NEAR]], [biases[0], scale * biases[1]]
    arrays = dict(x=[[NEAR], [2.0]], y=[0, 1], W1=W1, b1=b1, W2=[[0.5, -0.25], [-0.5, 1.0]], b2=[0.0, 0.0])
    return Question.put(load("models.mlp"), dict(batch_size=2, epochs=1), arrays, dtype=dtype)


def test_two_units_that_rounding_turns_off_may_both_be_off():
    question = two_units(1, [-(1 + 2.0**-22)] * 2)
    off = question.answer
    assert (abs(off["W1"] - question.truth["W1"]) > 1e-3).all(), (
        "both are on in the truth, and off in float32"
    )
    assert failing(question, off) == []


def test_a_unit_that_is_compared_forward_and_backward_is_turned_in_both():
    arrays = dict(
        x=[[NEAR], [2.0]], y=[0, 1],
        W1=[[NEAR]], b1=[-(1 + 2.0**-22)], W2=[[0.5]], b2=[1.0], W3=[[0.5]], b3=[1.0], W4=[[0.5, -0.25]], b4=[0.0, 0.0],
    )  # fmt: skip
    question = Question.put(load("models.deep_mlp"), dict(batch_size=2, epochs=2), arrays, dtype="float32")
    off = question.answer
    assert abs(off["W1"] - question.truth["W1"]).max() > 1e-3
    assert failing(question, off) == []


def test_the_decisions_that_are_closest_by_what_rounding_moves_them_come_first():
    near, further = -(1 + 2.0**-22), -(1 + 2.0**-22) + 2.0**-23
    places = [decision.place for decision in undecided(two_units(2.0**20, [further, near]))]
    assert list(dict.fromkeys(places)) == [(0, 1), (0, 0)]


def test_what_is_computed_to_lie_on_its_threshold_is_decided():
    assert undecided(network(bias=-(NEAR**2), dtype="float64")) == []


def test_a_side_that_does_not_help_is_not_taken():
    question = network(bias=-(1 + 2.0**-22))
    assert best_side(question, lambda side: 5) is question
    assert best_side(question, lambda side: 5 + len(side.turned)) is question
    assert len(best_side(question, lambda side: 5 - len(side.turned)).turned) > 0


def many_undecided():
    arrays = dict(
        x=[[NEAR]] * 6, y=[0, 1] * 3,
        W1=[[NEAR]], b1=[-(1 + 2.0**-22)], W2=[[0.5, -0.25]], b2=[0.0, 0.0],
    )  # fmt: skip
    return Question.put(load("models.mlp"), dict(batch_size=6, epochs=1), arrays, dtype="float32")


def test_of_decisions_that_help_the_one_that_helps_most_is_turned():
    question = many_undecided()
    little, _, most, *_ = undecided(question)
    helps = {frozenset({little}): 4, frozenset({most}): 0}
    assert best_side(question, lambda side: helps.get(side.turned, 5)).turned == {most}


def test_one_decision_is_turned_at_a_time_and_no_more_than_a_few():
    question = many_undecided()
    assert len(undecided(question)) > DEPTH
    side = best_side(question, lambda side: 100 - len(side.turned))
    assert len(side.turned) == DEPTH


COMPARISONS = ("equal", "greater", "greater_equal", "less", "less_equal", "not_equal")

#: What chooses, with numbers on one side of its thresholds, and the same on the other.
CHOOSING = [(name, (2.0, 1.0), (0.5, 1.0)) for name in (*COMPARISONS, "maximum", "minimum")]
CHOOSING += [
    ("clip", (each, -1.0, 1.0), (other, -1.0, 1.0)) for each, other in permutations((-2.0, 0.5, 3.0), 2)
]
CHOOSING += [
    ("clip", (-2.0, 0.0, np.inf), (0.5, 0.0, np.inf)),
    ("clip", (2.0, -np.inf, 0.0), (-0.5, -np.inf, 0.0)),
]


def operation(name, inputs):
    compute = getattr(np, name)
    return Operation(name, tuple(map(np.asarray, inputs)), compute), np.asarray(compute(*inputs))


@pytest.mark.parametrize(("name", "one", "other"), [*CHOOSING, *((name, b, a) for name, a, b in CHOOSING)])
def test_whatever_chooses_can_choose_as_other_numbers_did(name, one, other):
    """It yields the input that was chosen by the other numbers, its own value of it; a comparison yields their yes."""
    (followed, theirs), (own, result) = operation(name, other), operation(name, one)
    which = [n for n, each in enumerate(other) if each == theirs] if name not in COMPARISONS else None
    expected = theirs if which is None else one[which[0]]
    assert choose(own, margins(followed), result) == expected
    assert choose(own, margins(own), result) == result


@pytest.mark.parametrize("name", COMPARISONS)
def test_on_the_threshold_a_comparison_chooses_as_it_does(name):
    (on, right), (off, result) = operation(name, (1.0, 1.0)), operation(name, (1.5, 1.0))
    assert choose(off, margins(on), result) == right
    assert choose(on, [np.asarray(np.nan)], right) == right, "no margin, no other choice"


@pytest.mark.parametrize(
    ("name", "inputs"), [("exp", (1.0,)), ("add", (1.0, 2.0)), ("clip", (1.0, -np.inf, np.inf))]
)
def test_what_does_not_choose_has_no_margins(name, inputs):
    assert margins(Operation(name, tuple(map(np.asarray, inputs)), None)) == []

"""Fuzzing finds a planted fault, and nothing in what is right."""

from unittest import mock

import pytest

from comparisons.declaring.catalogue import load
from comparisons.errors import Mistake
from comparisons.judging.question import Question
from comparisons.processes.workers import Here, Trouble
from comparisons.reproducing import fuzzing
from comparisons.reproducing.asked import Bench
from comparisons.reproducing.drawing import SPICES, draws, is_declared
from comparisons.reproducing.fuzzing import NOT_OFFERED, Found, fuzz
from tests.faults import FAULTS
from tests.planting import planted


def found(name, most=40, dtypes=("float64",), first=0, seconds=120):
    judge = Here("scratch")
    benches = [Bench(Here("pytorch"), judge)]
    return fuzz(load(name), benches, dtypes, dict(pytorch=["eager"]), seconds, first, most)


def test_a_planted_fault_is_found():
    fault = next(f for f in FAULTS if f.concept == "losses.huber" and f.panel == "pytorch")
    with planted(fault):
        result = found("losses.huber")
    assert ("pytorch", "eager", "loss") in result.failures and result.outcomes["pytorch"]["FAILS"] > 1
    _, row = result.failures["pytorch", "eager", "loss"]
    assert row["concept"] == "losses.huber" and row["verdict"] == "FAILS"


@pytest.mark.parametrize(
    "name", ["linear.dense", "activations.relu", "optimizers.gradient_descent", "metrics.accuracy"]
)
def test_nothing_is_found_in_what_is_right(name):
    result = found(name, dtypes=("float64", "float32"))
    assert result.failures == {} and result.drawn >= 5 and result.outcomes["pytorch"]["agrees"] >= 1


def drawn(name, most, first=0):
    """What is drawn, without asking it."""
    seen = []

    def ask(session, each):
        seen.append(each)
        session.found.drawn += 1

    with mock.patch.object(fuzzing._Session, "ask", ask):
        found(name, most, first=first)
    return seen


def test_what_nobody_declared_is_drawn():
    concept, seen = load("losses.huber"), drawn("losses.huber", most=300)
    assert {each.spice for each in seen} == {*SPICES}
    assert {each.case["reduction"] for each in seen} == {"mean", "sum", "none"}
    assert len({each.case["delta"] for each in seen}) > 2
    assert any(each.case not in concept.cases for each in seen)


def test_the_same_seed_draws_the_same():
    one, again, other = (repr(drawn("losses.huber", 20, first)) for first in (1, 1, 2))
    assert one == again != other


def test_what_is_refused_on_purpose_is_not_offered_and_what_dies_fails():
    concept, result = load("linear.dense"), Found(outcomes=dict(pytorch=fuzzing.Counter()))
    result.why_not = dict(pytorch=fuzzing.Counter())
    session = fuzzing._Session(concept, [], ("float64",), {}, result)
    here = Bench(Here("pytorch"), Here("scratch"))
    question = Question.draw(concept, concept.cases[0])
    session._keep_trouble(
        question, here, "eager", Trouble("crashed", "ValueError: stride must be 1 (a.py:1)")
    )
    assert result.outcomes["pytorch"][NOT_OFFERED] == 1 and not result.failures
    assert result.why_not["pytorch"]["ValueError: stride must be 1"] == 1
    session._keep_trouble(question, here, "eager", Trouble("crashed", "the process was killed by SIGSEGV"))
    assert result.failures["pytorch", "eager", ""][1]["verdict"] == "crashed"


def test_declared_are_settings_and_arrays_whatever_the_sizes():
    concept = load("linear.dense")
    assert is_declared(concept, dict(concept.cases[0], n=77))
    huber = load("losses.huber")
    assert not is_declared(huber, dict(huber.cases[0], delta=77.0))


def test_what_is_asked_with_data_alone_cannot_be_drawn():
    concept = mock.Mock(cases=[dict(data=1)])
    concept.name = "a.b"
    with pytest.raises(Mistake, match="nothing to draw"):
        draws(concept)


def test_ctrl_c_keeps_what_was_found():
    with mock.patch.object(fuzzing._Session, "ask", mock.Mock(side_effect=KeyboardInterrupt)):
        assert found("linear.dense").interrupted

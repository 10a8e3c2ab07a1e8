"""What half precision makes of a computation that leaves its range is declared, found out, and proves nothing else."""

from dataclasses import replace

import ml_dtypes
import numpy as np
import pytest

from comparisons.declaring.catalogue import load, names
from comparisons.declaring.differing import OutOfRange, in_precisions
from comparisons.errors import Mistake
from comparisons.judging.agreement import AGREES, CRASHED, DIFFERS, FAILS, compare
from comparisons.judging.answering import Answer
from comparisons.judging.checking import no_answer
from comparisons.judging.departures import Departures
from comparisons.judging.precision import HALVES, PRECISIONS
from comparisons.judging.question import Question
from comparisons.judging.ranges import holding
from comparisons.judging.ways import Way
from comparisons.processes.adapters import adapter
from comparisons.processes.workers import Here, Trouble


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_what_is_held_to_a_range_is_infinite_or_0_where_that_precision_is(dtype):
    precision = PRECISIONS[dtype]
    edges = (
        precision.least * np.array([0.5, 0.51, 1, 1.5, 2.5, 3.25, 1e3]),
        precision.largest * np.array([0.5, 1, 1 + precision.eps / 4.1, 1 + precision.eps / 3.9, 2]),
    )
    numbers = np.concatenate([*edges, -np.concatenate(edges), [0, np.inf, np.nan]])
    held = np.asarray(numbers.view(holding(np.ndarray, precision)) * 1)
    with np.errstate(over="ignore"):
        stored = numbers.astype(ml_dtypes.bfloat16 if dtype == "bfloat16" else "float16").astype("float64")
    is_normal = (np.abs(numbers) >= precision.tiny) & np.isfinite(stored)
    assert np.array_equal(held[~is_normal], stored[~is_normal], equal_nan=True)
    assert np.array_equal(held[is_normal], numbers[is_normal]), "digits are kept"


def of_half(name: str, number: int, framework: str = "pytorch") -> tuple[Question, Answer]:
    concept = load(name)
    question = Question.draw(concept, concept.cases[number], "float16")
    with np.errstate(all="ignore"):
        return question, adapter(framework)(question).answer()


def test_a_step_out_of_range_is_a_declared_difference_and_only_that_explains_it():
    question, given = of_half("optimizers.rmsprop", 8)
    (check,) = compare(question, given, "pytorch")
    assert check.verdict == DIFFERS and "an ε of 1e-8 is 0" in check.reason
    undeclared = replace(question, concept=replace(question.concept, halves={}))
    assert compare(undeclared, given, "pytorch")[0].verdict == FAILS
    path = given.outputs["path"].copy()
    path[0, 1] *= 1.25  # a weight that has a gradient, and goes elsewhere
    assert compare(question, Answer(dict(path=path)), "pytorch")[0].verdict == FAILS


def test_what_is_declared_of_one_precision_explains_nothing_in_another():
    concept = load("losses.dice")
    for dtype, expected in (("float16", {DIFFERS, AGREES}), ("bfloat16", {AGREES})):
        question = Question.draw(concept, concept.cases[2], dtype)
        assert {
            each.verdict for each in compare(question, adapter("pytorch")(question).answer(), "pytorch")
        } == expected
    lost = Answer(
        question.truth.outputs, {name: np.nan * each for name, each in question.truth.gradients.items()}
    )
    said = {each.label: each.verdict for each in compare(question, lost, "pytorch")}
    assert said["dy"] == said["dy_hat"] == FAILS, "in bfloat16 1 / ε is a number"


OUT_OF_RANGE = [name for name in names() if load(name).halves]


@pytest.mark.parametrize("name", OUT_OF_RANGE)
def test_a_framework_computes_what_is_declared_of_it_in_half_precision(name):
    concept = load(name)
    for key, declared in concept.halves.items():
        framework, _, dtype = key.partition(" in ")
        questions = (Question.draw(concept, case, dtype) for _, case in concept.cases_in(dtype))
        with np.errstate(all="ignore"):
            reasons = (
                check.reason
                for question in questions
                for check in compare(question, adapter(framework)(question).answer(), framework)
                if check.verdict == DIFFERS
            )
            assert declared.why in reasons, key


@pytest.mark.parametrize("name", OUT_OF_RANGE)
def test_every_step_out_of_range_shows_in_some_case_and_not_in_another(name):
    concept = load(name)
    for key in concept.halves:
        framework, _, dtype = key.partition(" in ")
        assert dtype in HALVES and framework in ("pytorch", "keras"), key
        shows = set()
        with np.errstate(all="ignore"):
            for _, case in concept.cases_in(dtype):
                departures = Departures(Question.draw(concept, case, dtype), framework)
                usual = departures.declared and departures.acting(frozenset(departures.declared.causes))
                shows.add(differ(departures.ranged, usual or departures.question))
        assert shows == {True, False}, key


def differ(question: Question, other: Question) -> bool:
    """Say whether the truths of two questions are farther apart than a hundredth, or one of them is no number."""
    pairs = [(array, other.truth[label]) for label, (*_, array) in question.truth.labelled().items()]
    return not all(np.allclose(one, two, 0.01, 0.01, equal_nan=True) for one, two in pairs)


def test_an_answer_with_the_digits_of_float32_is_explained_where_that_is_declared_and_no_other_is():
    concept = replace(load("linear.dense"), narrows=dict(keras="some step takes float32"))

    def verdicts(framework, dtype="float64", bent=lambda array: np.float32(array)):
        question = Question.draw(concept, concept.cases[0], dtype)
        held = question.precision.held
        labelled = question.truth.labelled().values()
        outputs, gradients = (
            {name: np.asarray(bent(array), held) for kind, name, array in labelled if kind == which}
            for which in ("output", "gradient")
        )
        checks = compare(question, Answer(outputs, gradients), framework)
        return {(check.verdict, check.reason.startswith("some step takes float32")) for check in checks}

    assert verdicts("keras") == {(DIFFERS, True)}
    assert verdicts("pytorch") == {(FAILS, False)}, "it is declared of another"
    assert verdicts("keras", bent=lambda array: array * (1 + 1e-4)) == {(FAILS, False)}
    assert verdicts("keras", "float32", lambda array: array * (1 + 1e-4)) == {(FAILS, False)}
    assert verdicts("keras", bent=lambda array: array) == {(AGREES, False)}


def test_an_error_in_one_precision_is_refused_there_alone():
    concept, worker = load("pooling.avg_pool3d"), Here("pytorch")
    error = Trouble(CRASHED, "NotImplementedError: \"avg_pool3d_out_frame\" not implemented for 'Half'")
    for dtype, verdict in (("float16", DIFFERS), ("bfloat16", DIFFERS), ("float32", CRASHED)):
        row = no_answer(concept.name, worker, Way("eager", dtype), "n=1", 0, error)
        assert row["verdict"] == verdict and row["reason"].startswith("pytorch refuses: ") == (
            verdict == DIFFERS
        )
    with pytest.raises(NotImplementedError, match="avg_pool3d_out_frame"):
        adapter("pytorch")(Question.draw(concept, concept.cases[0], "float16")).answer()


def test_a_projection_that_leaves_no_fewer_is_refused_by_pytorch_and_one_that_is_not_given_by_us():
    concept = load("recurrent.lstm")
    case = dict(n=2, t=3, i=2, h=3, r=3)
    with pytest.raises(ValueError) as refused:
        adapter("pytorch")(Question.draw(concept, case | dict(given=("W_r",)))).answer()
    assert (
        concept.refusal("pytorch", str(refused.value))
        == "a projection must leave fewer than the hidden units"
    )
    with pytest.raises(Mistake, match="r=3 is a size of W_r, which is not given; without it r is h"):
        Question.draw(concept, case)


def test_each_framework_has_its_key_in_each_precision():
    why = OutOfRange("why")
    assert in_precisions("pytorch keras", "float16", why) == {
        "pytorch in float16": why,
        "keras in float16": why,
    }

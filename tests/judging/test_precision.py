"""Precisions: what is kept of a number, what the truth is then, and what may be lost."""

import ml_dtypes
import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.judging.agreement import AGREES, FAILS, compare
from comparisons.judging.answering import Answer
from comparisons.judging.precision import ALLOWED, HALVES, PRECISIONS, allowed, eps
from comparisons.judging.question import Question
from comparisons.judging.rounding import units
from comparisons.processes.adapters import adapter


@pytest.mark.parametrize(("dtype", "kind"), [("bfloat16", ml_dtypes.bfloat16), ("float16", np.float16)])
def test_numbers_are_rounded_to_half_and_held_by_numpy_exactly(dtype, kind):
    numbers = np.random.default_rng(3).standard_normal(1000) * 1e3
    rounded = PRECISIONS[dtype].rounded(numbers)
    assert rounded.dtype == np.float32 and (rounded.astype(kind).astype(np.float32) == rounded).all()
    assert (np.abs(rounded / numbers - 1) <= eps(dtype) / 2 * (1 + eps(dtype))).all()


def test_what_one_rounding_is_worth():
    assert [eps(name) for name in ("float64", "float32", "bfloat16", "mixed_float16", "tf32")] == [
        2.0**-52, 2.0**-23, 2.0**-7, 2.0**-10, 2.0**-10,
    ]  # fmt: skip


def test_the_truth_in_half_is_what_scratch_says_in_float64_to_the_rounded_numbers():
    concept = load("linear.dense")
    wide, half = (Question.draw(concept, concept.cases[0], dtype) for dtype in ("float64", "bfloat16"))
    assert (half.arrays["x"] == PRECISIONS["bfloat16"].rounded(wide.arrays["x"])).all()
    assert half.truth["y"].dtype == np.float64
    exact = half.wide["x"] @ half.wide["W"] + half.wide.get("b", 0)
    np.testing.assert_allclose(half.truth["y"], exact, rtol=1e-14)


def test_an_infinity_is_right_for_what_half_precision_cannot_hold():
    truth = np.array([70000.0, -70000.0, 60000.0, 1.0])
    array = np.array([np.inf, -np.inf, np.inf, 1.0])
    assert units(array, truth, "float16", np.abs(truth)).tolist() == [0, 0, np.inf, 0]
    assert np.isinf(units(array, truth, "float32", np.abs(truth))[:3]).all()


@pytest.mark.parametrize("framework", ["pytorch", "keras"])
@pytest.mark.parametrize("dtype", [each for each in HALVES if each != "tf32"])
@pytest.mark.parametrize(
    "name", ["linear.dense", "activations.softmax", "attention.multi_head", "models.xor_mlp"]
)
def test_both_frameworks_lose_no_more_than_half_precision_must(framework, dtype, name):
    concept = load(name)
    question = Question.draw(concept, concept.cases[0], dtype)
    checks = compare(question, adapter(framework)(question).answer(), framework)
    assert checks and {each.verdict for each in checks} == {AGREES}, [each.reason for each in checks]
    assert {each.allowed for each in checks} == {allowed(concept.kind, dtype)}


def test_digits_that_are_lost_for_nothing_fail_in_half_too():
    concept = load("activations.softmax")
    question = Question.draw(concept, concept.cases[0], "float16")
    coarse = question.truth["y"].astype(ml_dtypes.float8_e5m2).astype(np.float32)
    answer = Answer(dict(y=coarse), {"x": question.truth["dx"].astype(np.float32)})
    verdicts = {
        each.label: (each.verdict, each.units > ALLOWED) for each in compare(question, answer, "pytorch")
    }
    assert verdicts == dict(y=(FAILS, True), dx=(AGREES, False))

"""What is drawn follows its law, or is refused; and what follows it is refused as seldom as is promised."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from comparisons.declaring.catalogue import load, names
from comparisons.declaring.draws import Law
from comparisons.judging.agreement import FAILS, compare
from comparisons.judging.answering import by_name
from comparisons.judging.lawful import ALARM, SIGMAS, findings
from comparisons.judging.question import Question

DRAWN = [name for name in names() if load(name).draws or load(name).law]

NORMAL = Law(lambda: stats.norm(0, 1))
UNIFORM = Law(lambda: stats.uniform(-1, 2))
DIE = Law(lambda: stats.randint(1, 7))


def asked(name="initializers.glorot_uniform", dtype="float64"):
    """Return the question of a concept in which most numbers are drawn, the first of equals."""
    concept = load(name)
    every = (Question.draw(concept, case, dtype) for case in concept.cases)
    random = (each for each in every if each.draws or concept.law)
    return max(random, key=lambda each: sum(each.arrays[drawn].size for drawn in each.draws))


def broken(draws, law):
    return {each.what for each in findings(asked(), draws, law) if not each.off <= each.allowed}


def test_so_many_deviations_are_as_unlikely_as_an_alarm():
    assert pytest.approx(stats.norm.isf(ALARM / 2), rel=1e-4) == SIGMAS


def test_right_draws_are_as_far_off_as_chance_has_it():
    """Of 1,000 right draws one in twenty is beyond 1.96 deviations: 14 to 90 but for a chance of 1e-6."""
    rng, beyond = np.random.default_rng(0), {}
    for _ in range(1000):
        for each in findings(asked(), rng.standard_normal((2, 20, 20)), NORMAL):
            beyond[each.what] = beyond.get(each.what, 0) + (each.off > 1.96)
    assert beyond.pop("bounds") == 0
    assert 30 < beyond.pop("independence") < 230, "the worst of three axes: 14 in 100"
    assert set(beyond) == {"mean", "variance", "distribution"}
    assert all(14 < count < 90 for count in beyond.values()), beyond


@pytest.mark.parametrize(
    ("bend", "noticed"),
    [
        (lambda rng, u: u, set()),
        (lambda rng, u: u + 0.1, {"bounds", "mean", "distribution"}),
        (lambda rng, u: 0.8 * u, {"variance", "distribution"}),
        (lambda rng, u: np.repeat(u[:, ::2], 2, axis=1), {"independence"}),
        (lambda rng, u: np.stack([u[0]] * 2), {"independence"}),
        (lambda rng, u: np.clip(rng.standard_normal(u.shape) / 3**0.5, -1, 1), {"variance", "distribution"}),
        (lambda rng, u: np.sign(u) / 3**0.5, {"distribution"}),
        (lambda rng, u: np.where(u == u[0, 0, 0], np.nan, u), {"bounds", "mean"}),
    ],
)
def test_numbers_of_another_law_are_refused_and_it_is_said_in_what(bend, noticed):
    rng = np.random.default_rng(1)
    found = broken(bend(rng, rng.uniform(-1, 1, (2, 80, 60))), UNIFORM)
    assert noticed <= found and (found or not noticed)


@pytest.mark.parametrize(
    ("throw", "noticed"),
    [
        (lambda rng, shape: rng.integers(1, 7, shape), set()),
        (lambda rng, shape: rng.integers(1, 8, shape), {"bounds", "mean", "variance", "independence"}),
        (lambda rng, shape: rng.integers(3, 5, shape), {"variance"}),
    ],
)
def test_whole_numbers_of_another_law_are_refused(throw, noticed):
    found = broken(throw(np.random.default_rng(0), (2, 80, 60)), DIE)
    assert noticed <= found and (found or not noticed)


def test_numbers_that_only_seem_orthogonal_are_refused():
    name = "initializers.orthogonal"
    question = asked(name)
    law, rng = load(name).law, np.random.default_rng(0)
    A = rng.standard_normal((law.draws, 16, 8))
    without_signs = np.linalg.qr(A)[0]
    found = {each.what for each in findings(question, without_signs, law) if not each.off <= each.allowed}
    assert {"mean", "distribution"} <= found and "exactness" not in found
    normal = A / 4
    assert "exactness" in {
        each.what for each in findings(question, normal, law) if not each.off <= each.allowed
    }


@pytest.mark.parametrize("name", DRAWN)
def test_what_was_not_drawn_or_is_drawn_the_same_again_fails(name):
    question = asked(name)
    answer = question.answer
    missing = [each for each in compare(question, replace(answer, drawn={}), "keras") if each.kind == "law"]
    assert missing and all(each.verdict == FAILS and "was not drawn" in each.reason for each in missing)
    twice = {array: np.stack([draws[0]] * max(2, len(draws))) for array, draws in answer.drawn.items()}
    failed = [
        each.array
        for each in compare(question, replace(answer, drawn=twice), "keras")
        if each.verdict == FAILS
    ]
    assert failed


@pytest.mark.parametrize("name", DRAWN)
def test_in_inference_nothing_is_drawn(name):
    concept = load(name)
    if not concept.draws:
        assert "training" not in concept.defaults
        return
    cases = [case for case in concept.cases if case.get("training") is False]
    assert cases
    for question in (Question.draw(concept, case) for case in cases):
        assert not question.draws and not question.answer.drawn
        if concept.family == "regularization":
            given = zip(question.answer.outputs.values(), question.arrays.values(), strict=False)
            assert all(np.array_equal(*each) for each in given)
        for drawn in concept.draws.keys() & question.arrays.keys():
            array = question.arrays[drawn]
            other = question.drawn({drawn: np.max(array) - array if array.dtype == int else 1 - array})
            for name, output in question.answer.outputs.items():
                assert np.array_equal(output, other.answer[name])


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", DRAWN)
def test_what_is_read_off_an_answer_gives_that_answer(name, dtype):
    concept = load(name)
    for question in (Question.draw(concept, case, dtype) for case in concept.cases):
        known = question.offered | question.arrays | question.answer.outputs
        reads = {name: draw.read(**by_name(draw.read, known)) for name, draw in question.draws.items()}
        for name, read in reads.items():
            told = (question.draws[name].law.among(each[None]) for each in (read, question.arrays[name]))
            right = np.isclose(*told, atol=1e-5)
            # What is mixed with itself tells nothing, and pixels tell no more of a corner than between which it lies.
            assert np.mean(right) > 0.4 or read.size == 1 or name == "corner"
        again = question.drawn(reads).answer
        for name, output in question.answer.outputs.items():
            np.testing.assert_allclose(again[name], output, atol=1e-5)

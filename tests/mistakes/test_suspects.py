"""Relatives, conventions, settings and exchanged arrays are named, in people's own code."""

from dataclasses import replace

import numpy as np
import pytest

from comparisons.declaring.catalogue import load, names
from comparisons.judging.question import Question
from comparisons.mistakes.diagnosis import reasons
from comparisons.mistakes.evidence import Evidence
from comparisons.mistakes.suspects import others, relatives
from tests.mistakes.asked import answered, asked, changed
from tests.mistakes.own_relatives import RELATIVES

DECLARED = [name for name in names() if load(name).relatives]


@pytest.mark.parametrize(
    ("concept", "text", "function"), RELATIVES, ids=lambda each: getattr(each, "__name__", "")
)
def test_a_relative_that_a_person_wrote_is_named(concept, text, function):
    questions = asked(concept, function)[:3]
    assert questions
    evidence = Evidence(questions)
    evidence = evidence.apart() or evidence
    proven = [
        each.text
        for each in others(load(concept), [witness.question for witness in evidence.witnesses])
        if evidence.charged(each) == evidence.judged and evidence.proven(each) == evidence.judged
    ]
    assert proven[0] == text


@pytest.mark.parametrize("name", DECLARED)
def test_every_relative_is_another_than_the_concept_and_its_other_relatives(name):
    concept, said = load(name), []
    for relative in relatives(concept, Question.draw(concept, concept.cases[0])):
        answers, differs = [], False
        for _, case in concept.cases_in("float64"):
            question = Question.draw(concept, case)
            if max(array.size for array in question.arrays.values()) > 10_000:
                continue
            with relative.acting("float64") as function, np.errstate(all="ignore"):
                try:
                    answer = replace(question, instead=function).answer
                except (NotImplementedError, TypeError, ZeroDivisionError):
                    continue  # a relative may not know all cases
            first = next(iter(answer.outputs))
            answers.append((str(question), answer.outputs[first]))
            truth = question.truth.outputs[first]
            differs |= truth.shape != answers[-1][1].shape or not np.allclose(
                truth, answers[-1][1], equal_nan=True
            )
        assert differs, relative.text
        assert all(not _same(answers, other) for other in said), relative.text
        said.append(answers)


def _same(answers, others) -> bool:
    pairs = dict(others)
    return all(
        name in pairs and np.array_equal(array, pairs[name], equal_nan=True) for name, array in answers
    )


def test_a_setting_that_is_another_is_named():
    def batch_norm(x, mean, var, momentum):
        new = x.reshape(-1, x.shape[-1])
        y = (x - new.mean(0)) / np.sqrt(new.var(0) + 1e-5)
        kept = [
            momentum * old + (1 - momentum) * each
            for old, each in ((mean, new.mean(0)), (var, new.var(0, ddof=1)))
        ]
        return dict(y=y, mean=kept[0], var=kept[1])

    concept = load("normalization.batch_norm")
    case = dict(batch=(6,), c=3)
    found = reasons([answered(Question.draw(concept, case, seed=seed), batch_norm) for seed in (0, 1)])
    assert [each.text for each in found][:1] == ["momentum is 0.9 where 0.1 was asked"]
    assert found[0].whole
    assert found[0].kind == "setting"


def test_what_a_framework_is_declared_to_do_is_named():
    concept = load("normalization.batch_norm")
    kerass = concept.differs["keras"].acting({"biased"}, "float64")
    questions = [changed(Question.draw(concept, case), kerass) for case in concept.cases[:2]]
    found = reasons(questions)
    assert found[0].kind == "convention"
    assert found[0].text.startswith("it is Keras's: ")


def test_arrays_that_are_exchanged_and_gates_in_another_order_are_named():
    exchanged = lambda y_hat, y: np.mean(np.maximum(0.5 * (y_hat - y), -0.5 * (y_hat - y)))  # noqa: E731
    assert (
        reasons(asked("losses.quantile", exchanged)) == []
    )  # at 1/2 it does not matter, and nothing is wrong

    def keras_gates(x, U, W, b_x, b_h):
        size = len(U)
        h, seen = np.zeros((len(x), size)), []
        for t in range(x.shape[1]):
            a, s = x[:, t] @ W + b_x, h @ U + b_h
            z, r = (1 / (1 + np.exp(-(a + s)[:, k * size : (k + 1) * size])) for k in (0, 1))
            h = z * h + (1 - z) * np.tanh(a[:, 2 * size :] + r * s[:, 2 * size :])
            seen.append(h)
        return np.stack(seen, 1)

    concept = load("recurrent.gru")
    questions = [Question.draw(concept, case) for case in concept.cases[:2]]
    found = reasons([answered(each, keras_gates) for each in questions])
    assert found[0].kind == "layout"
    assert found[0].text == "the 3 parts of U, W, b_x, b_h lie in the order z r g; scratch has r z g"

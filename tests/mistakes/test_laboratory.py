"""Scratch's functions, loaded a second time: they say the same, can be changed, and nobody else sees it."""

import ast

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.judging.question import Question
from comparisons.mistakes.laboratory import Endless, Laboratory
from tests.mistakes.asked import changed

OF_EVERY_KIND = (
    "attention.multi_head", "models.xor_mlp", "optimizers.adam", "schedules.cosine_restarts", "metrics.f1_score",
    "pooling.max_pool2d", "recurrent.simple_rnn",
)  # fmt: skip


@pytest.mark.parametrize("name", OF_EVERY_KIND)
def test_it_says_what_scratch_says(name):
    concept = load(name)
    question = Question.draw(concept, concept.cases[0])
    said, truth = (
        changed(question, Laboratory.of(concept).concept).answer.labelled(),
        question.truth.labelled(),
    )
    assert said.keys() == truth.keys()
    assert all(np.array_equal(said[label][2], truth[label][2], equal_nan=True) for label in truth)


def test_the_functions_behind_a_concept_come_nearest_first_and_the_gate_is_none_of_them():
    parts = Laboratory.of(load("attention.causal")).parts
    assert [part.name for part in parts][:3] == ["causal", "visible", "attend"]
    assert {part.file for part in parts} >= {"scratch/attending.py", "scratch/activations/softmax.py"}
    assert not any("checked" in part.file or "signature" in part.file for part in parts)


def test_a_method_can_be_changed_too():
    parts = {part.name: part for part in Laboratory.of(load("pooling.max_pool2d")).parts}
    assert parts["Window.count"].function.__name__ == "count"


def test_a_changed_function_is_changed_for_a_while_and_here_alone():
    concept = load("losses.hinge")
    laboratory, other = Laboratory.of(concept), Laboratory.of(concept)
    part = laboratory.parts[0]
    (one,) = [each for each in ast.walk(part.tree) if isinstance(each, ast.Constant) and each.value == 1]
    code = part.changed([(*part.span(one), "3")])
    z, y = np.array([0.5]), np.array([1.0])
    with part.reading(code):
        assert laboratory.concept(z, y)[0] == 2.5
        assert other.concept(z, y)[0] == concept.function(z, y)[0] == 0.5
    assert laboratory.concept(z, y)[0] == 0.5


def test_what_is_no_python_has_no_code():
    part = Laboratory.of(load("losses.hinge")).parts[0]
    assert part.changed([(*part.span(part.tree.body[0]), "lack = = 1")]) is None


def test_a_loop_without_an_end_is_ended():
    concept = load("schedules.cosine_restarts")
    part = Laboratory.of(concept).parts[0]
    (loop,) = [each for each in ast.walk(part.tree) if isinstance(each, ast.While)]
    code = part.changed([(*part.span(loop.test), "True")])
    question = Question.draw(concept, concept.cases[0])
    with part.reading(code), pytest.raises((Endless, OverflowError)):
        part.function(**question.arrays, **question.settings)

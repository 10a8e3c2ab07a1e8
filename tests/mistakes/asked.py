"""Ask a function of people's own, in the cases whose arrays and settings it knows by name."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from comparisons.declaring.catalogue import load
from comparisons.judging.answering import Answer
from comparisons.judging.question import Question
from comparisons.mistakes.answered import Answered


def asked(concept_name: str, function: Callable, by_machine: bool = False) -> list[Answered]:
    """Return what a function says in the cases that it knows."""
    return [answered(question, function, by_machine) for question in known(concept_name, function)]


def known(concept_name: str, function: Callable) -> Iterator[Question]:
    """Yield the questions whose arrays, and settings that are not the default, a function takes."""
    concept, taken = load(concept_name), set(inspect.signature(function).parameters)
    for _, case in concept.cases_in("float64"):
        question = Question.draw(concept, case)
        unusual = {name for name, value in question.settings.items() if value != concept.defaults[name]}
        fits = question.arrays.keys() | unusual <= taken
        if fits and "data" not in case and (concept.arguments.keys() & taken) <= question.arrays.keys():
            yield question


def answered(question: Question, function: Callable, by_machine: bool = False) -> Answered:
    """Return what a function says to a question; of the gradients it says nothing unless it returns a backward."""
    taken = inspect.signature(function).parameters
    arrays = {name: array.copy() for name, array in question.arrays.items()}
    with np.errstate(all="ignore"):
        result = function(**arrays, **{n: v for n, v in question.settings.items() if n in taken})
        value, backward = result if isinstance(result, tuple) else (result, None)
        outputs = value if isinstance(value, dict) else {next(iter(question.truth.outputs)): value}
        gradients = backward(*question.cotangents.values()) if backward else {}
    answer = Answer({n: np.asarray(a) for n, a in outputs.items()}, gradients)
    unchecked = frozenset(f"d{name}" for name in question.truth.gradients if name not in gradients)
    return Answered(question, answer, unchecked, by_machine)


def changed(question: Question, function: Callable) -> Answered:
    """Return what scratch would say if this were its function."""
    return Answered(question, replace(question, instead=function).answer)

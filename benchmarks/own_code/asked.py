"""Ask a person's own implementation of a concept: in every case that its signature can take."""

import inspect
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks.own_code.own import Own
from comparisons.declaring.catalogue import load
from comparisons.declaring.concept import Concept
from comparisons.judging.agreement import FAILS, Check, compare
from comparisons.judging.answering import Answer, batches, by_name, named, stacked
from comparisons.judging.question import Question
from comparisons.mistakes.answered import Answered


def answered(own: Own, wrong: str, dtype: str = "float64") -> list[Answered]:
    """Return what an implementation says with a mistake ("" for none), case by case."""
    concept = load(own.concept)
    found = []
    for case in _cases(own, concept, dtype):
        try:
            found.append(_answered(own, wrong, Question.draw(concept, case, dtype)))
        except NotImplementedError:
            continue  # it says itself that it does not know this case
    return found


def asking(own: Own, wrong: str) -> Callable[[Question], Answered]:
    """Return who answers further questions with a mistake."""
    return lambda question: _answered(own, wrong, question)


def failures(answereds: list[Answered]) -> list[Check]:
    """Return the checks that fail, of all cases."""
    return [
        check
        for each in answereds
        for check in compare(each.question, each.answer, "yours")
        if check.verdict == FAILS and check.label not in each.unchecked
    ]


def _cases(own: Own, concept: Concept, dtype: str) -> Iterator[dict]:
    """Yield the cases whose arrays and settings the function knows."""
    taken = inspect.signature(own.function).parameters
    optional = {name for name, argument in concept.arguments.items() if argument.optional}
    for _, case in concept.cases_in(dtype):
        set_otherwise = {
            name
            for name in concept.defaults
            if case.get(name, concept.defaults[name]) != concept.defaults[name]
        }
        if (set_otherwise | (optional & set(case.get("given", ())))) <= set(taken):
            yield case


def _answered(own: Own, wrong: str, question: Question) -> Answered:
    taken = inspect.signature(own.function).parameters
    settings = {name: value for name, value in question.settings.items() if name in taken}

    def function(**arrays):
        copies = {name: array.copy() for name, array in arrays.items() if name in taken}
        with np.errstate(all="ignore"):
            return own.function(wrong, **copies, **settings)

    result, truth = _said(question, function), question.truth
    outputs = {name: np.asarray(array, dtype=None) for name, array in result[0].items()}
    gradients = {name: np.asarray(array) for name, array in result[1].items()}
    unchecked = frozenset(f"d{name}" for name in truth.gradients if name not in gradients)
    drawn = {name: np.stack([question.arrays[name]]) for name in question.draws}
    return Answered(question, Answer(outputs, gradients, drawn), unchecked)


def _said(question: Question, function) -> tuple[dict, dict]:
    """Return outputs and gradients by name, of a concept of any kind."""
    kind, arrays = question.kind, question.arrays
    if kind == "metric":
        samples = len(next(iter(arrays.values())))
        values = [function(**{n: a[: batch.stop] for n, a in arrays.items()}) for batch in batches(samples)]
        return stacked(list(map(named, values))), {}
    result = function(**arrays)
    if kind == "training run":
        predict = question.concept.scratch.predict
        asked = lambda x: predict(**by_name(predict, arrays | result | question.settings | x))  # noqa: E731
        predictions = dict(prediction=asked({}))
        if question.held_out:
            predictions["test_prediction"] = asked(question.held_out)
        return result | predictions, {}
    value, backward = result if isinstance(result, tuple) else (result, None)
    names = list(question.truth.outputs)
    outputs = value if isinstance(value, dict) else {names[0]: value}
    if backward is None:
        return outputs, {}
    return outputs, backward(*question.cotangents.values())

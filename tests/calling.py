"""Calling what is checked: every concept and every predict, with what is right for it, and one thing changed."""

import inspect
import re
import warnings
from dataclasses import dataclass

import numpy as np
import pytest

from comparisons.declaring.catalogue import load, names
from comparisons.judging.question import Question
from scratch.arguments import arguments, present, settings


@dataclass
class Call:
    """A checked function, a concept or its predict, and what it is rightly called with."""

    who: str
    function: object
    arrays: dict
    settings: dict

    @property
    def expected(self):
        known = arguments(self.function)
        return present(known, [name for name in known if name not in self.arrays])

    @property
    def placed(self):
        """All arrays by position: None in the place of one that is absent."""
        return [self.arrays.get(name) for name in arguments(self.function)]

    def __str__(self):
        return self.who

    def answer(self, **changed):
        """Return all outputs and, of ones that arrive at each of them, all gradients; a warning is an error."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", ResourceWarning)  # of what other tests have left, collected now
            result = self.function(**self.arrays | self.settings | changed)
            if not isinstance(result, tuple):
                return result if isinstance(result, dict) else dict(result=result)
            value, backward = result
            sent = inspect.signature(backward).parameters
            outputs = value if isinstance(value, dict) else {next(iter(sent))[1:]: value}
            ones = {name: np.ones(outputs[name[1:]].shape) for name in sent}
            return outputs | {f"d{name}": array for name, array in backward(**ones).items()}

    def refused(self, kinds, *named, **changed):
        """Say that this call raises one of these errors, in one line that names the concept and one of ``named``."""
        with pytest.raises(kinds) as caught:
            self.answer(**changed)
        assert type(caught.value) in (TypeError, ValueError)
        line = str(caught.value)
        assert line.startswith(f"{self.who}: ") and "\n" not in line and len(line) < 250, line
        assert any(re.search(rf"\b{re.escape(name)}\b", line) for name in named or changed), line
        return line


def calls():
    for name in names():
        concept, short, seen = load(name), name.split(".")[1], None
        if concept.kind == "distribution":
            continue  # it takes no arrays
        for case in concept.cases:
            given = set(case.get("given", ()))
            if seen is None or not given <= seen:
                question = Question.draw(concept, case)
                yield Call(short, concept.function, question.arrays, question.settings)
                seen = given | (seen or set())
        if hasattr(concept.scratch, "predict"):
            predict = concept.scratch.predict
            given = {each: question.arrays[each] for each in arguments(predict)}
            said = {each: question.settings[each] for each in settings(predict)}
            yield Call(f"{short}.predict", predict, given, said)


CALLS = list(calls())
ARRAYS = [
    pytest.param(call, each, id=f"{call}-{each.name}") for call in CALLS for each in call.expected.values()
]
SETTINGS = [
    pytest.param(call, name, default, id=f"{call}-{name}")
    for call in CALLS
    for name, default in settings(call.function).items()
]


def same(one, other):
    assert one.keys() == other.keys()
    for label, array in one.items():
        assert np.array_equal(array, other[label]), label

"""What fuzzing asks: cases near the declared ones, in sizes and settings that nobody declared, and special numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

import numpy as np
from hypothesis import strategies as st

from comparisons.declaring.concept import Concept
from comparisons.errors import Mistake
from comparisons.judging.cases import ABOUT
from comparisons.judging.question import Question
from comparisons.reproducing.asked import put
from scratch.arguments import setting_kinds

#: A question with more numbers takes longer than what it could show is worth.
LARGEST = 20_000

#: What is done to the numbers that were drawn: ties, zeros, and other magnitudes show what normal numbers do not.
SPICES = {
    "as drawn": lambda array, rng: array,
    "whole": lambda array, rng: np.round(array),
    "zeros": lambda array, rng: np.where(rng.random(array.shape) < 0.3, 0.0, array),
    "equal": lambda array, rng: np.full_like(array, array.flat[0]) if array.size else array,
    "large": lambda array, rng: array * 50,
    "small": lambda array, rng: array / 1000,
}


@dataclass(frozen=True)
class Drawn:
    """A case, a seed, and what is done to the numbers."""

    case: dict
    seed: int
    spice: str

    def question(self, concept: Concept, dtype: str) -> Question | None:
        """Return the question in a dtype, None where its numbers cannot be drawn."""
        try:
            with np.errstate(all="ignore"):
                question = Question.draw(concept, self.case, dtype, self.seed)
                if sum(array.size for array in question.arrays.values()) > LARGEST:
                    return None
                return self._spiced(question)
        except Exception:  # what draws for the cases may not be made for these sizes
            return None

    def _spiced(self, question: Question) -> Question:
        if self.spice == "as drawn" or question.kind == "distribution":
            return question
        rng, change = question.rng("spice"), SPICES[self.spice]
        real = {
            name: change(np.asarray(array, "float64"), rng)
            for name, array in question.arrays.items()
            if array.dtype.kind == "f" and name not in question.concept.draws
        }
        return put(question, question.case, {**question.arrays, **real})


def draws(concept: Concept):
    """Return what draws of all that a concept's declaration and signature allow. Raises Mistake if it has no sizes."""
    bases = [case for case in concept.cases if "data" not in case]
    if not bases:
        raise Mistake(f"{concept.name} is asked with data sets alone: there is nothing to draw")
    case = st.sampled_from(range(len(bases))).flatmap(lambda place: _near(concept, bases, bases[place]))
    spices = st.sampled_from([*SPICES])
    if concept.kind == "training run":
        spices = st.just("as drawn")
    return st.builds(Drawn, case, st.integers(0, 9999), spices)


def is_declared(concept: Concept, case: dict) -> bool:
    """Say whether some declared case has the very same settings and arrays that may be absent."""
    return any(_settings(concept, case) == _settings(concept, each) for each in concept.cases)


def _settings(concept: Concept, case: dict) -> tuple:
    said = concept.defaults | {name: case[name] for name in concept.defaults if name in case}
    return repr(said), frozenset(case.get("given", ()))


def _near(concept: Concept, bases: list[dict], base: dict):
    """Return what draws cases near one: other sizes, settings, and arrays that may be absent."""
    parts = {}
    for name, value in base.items():
        if name not in (*concept.defaults, *ABOUT):
            parts[name] = _size(value)
    for name in concept.defaults:
        values = list(_values(concept, name, bases))
        here = base.get(name, concept.defaults[name])
        parts[name] = st.just(here) | st.sampled_from(values)
    if "dtypes" in base:
        parts["dtypes"] = st.just(base["dtypes"])
    optional = [name for name, each in concept.arguments.items() if each.optional]
    if optional:
        among = list(dict.fromkeys(tuple(case.get("given", ())) for case in bases))
        any_of_them = st.lists(st.sampled_from(optional), unique=True).map(
            lambda names: tuple(sorted(names, key=optional.index))
        )
        parts["given"] = st.just(tuple(base.get("given", ()))) | st.sampled_from(among) | any_of_them
    return st.fixed_dictionaries(parts)


def _size(value):
    if type(value) is int and value > 0:
        return st.integers(1, min(value + 3, max(value, 12)))
    if isinstance(value, tuple) and value and all(type(each) is int and each > 0 for each in value):
        return st.tuples(*(st.integers(1, each + 2) for each in value))
    return st.just(value)


def _values(concept: Concept, name: str, bases: list[dict]) -> Iterator[Any]:
    """Yield the values of a setting that are known to be allowed, and numbers near these."""
    seen = [concept.defaults[name], *(case[name] for case in bases if name in case)]
    yield from seen
    yield from _literals(setting_kinds(concept.function)[name])
    if concept.kind == "training run":  # other rates and more epochs are other runs: they may go anywhere
        return
    for value in seen:
        if type(value) is bool:
            yield not value
        elif type(value) is int:
            yield from (each for each in (1, 2, 3, value + 1) if each <= 4 * max(abs(value), 1))
        elif type(value) is float:
            yield from (0.0, value / 2, 2 * value)


def _literals(kind) -> Iterator[Any]:
    if get_origin(kind) is Literal:
        yield from get_args(kind)
    else:
        for each in get_args(kind):
            yield from _literals(each)

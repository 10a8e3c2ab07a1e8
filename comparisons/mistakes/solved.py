"""A number that is another: which one, is solved for.

Of a setting, and of every number that is written in scratch, it is asked which value it would have to have for the
entry that is farthest off to come out as it was answered (the secant method). What is found is no more than a suspect.
"""

import ast
import math
from collections.abc import Callable, Iterator

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.mistakes.evidence import Evidence
from comparisons.mistakes.laboratory import Laboratory
from comparisons.mistakes.mutants import Mutant
from comparisons.mistakes.other import Other

#: How many steps the secant method takes at most, and how near it must come, relative to the number.
STEPS, NEAR = 14, 1e-9


def solved(concept: Concept, laboratory: Laboratory, evidence: Evidence) -> Iterator[Mutant | Other]:
    """Yield scratch with one number, a setting or one that is written in it, that explains the entry farthest off."""
    yield from _settings(concept, evidence)
    yield from _literals(laboratory, evidence)


def _settings(concept: Concept, evidence: Evidence) -> Iterator[Other]:
    asked = evidence.witnesses[0].question.settings
    for place, (name, value) in enumerate(asked.items()):
        if not isinstance(value, float):
            continue

        def at(number: float, name=name) -> Other:
            def call(**given):
                return concept.function(**given | {name: number})

            text = f"{name} is {number:.12g} where {value!r} was asked"  # noqa: B023  it is told at once
            return Other("setting", text, (1, place, 99), lambda dtype: call)  # noqa: B023  likewise

        if (number := _root(evidence, at, value)) is not None:
            yield at(number)


def _literals(laboratory: Laboratory, evidence: Evidence) -> Iterator[Mutant]:
    for part in laboratory.parts:
        for node in ast.walk(part.tree):
            if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
                continue

            def at(number: float, node=node, part=part) -> Mutant | None:
                said = f"{number:.12g}"
                pieces = [(*part.span(node), said if number >= 0 else f"({said})")]
                code = part.changed(pieces)
                return Mutant(laboratory, part, tuple(pieces), code) if code else None

            if (number := _root(evidence, at, float(node.value))) is not None:
                yield at(number)


def _root(evidence: Evidence, at: Callable[[float], Mutant | Other | None], start: float) -> float | None:
    """Return the number, rounded to few digits, with which the entry that is farthest off is right; None if none is."""
    witness = evidence.witnesses[0]
    label = min(witness.wrong & evidence.outputs or witness.wrong)
    array = np.asarray(witness.arrays[label], "float64")
    truth = witness.question.truth.labelled().get(label, (0, 0, None))[2]
    if truth is None or truth.shape != array.shape or not np.isfinite(array).all():
        return None
    place = np.unravel_index(np.argmax(np.abs(array - truth)), array.shape)

    def off(number: float) -> float:
        suspect = at(number)
        if suspect is None:
            return math.nan
        try:
            with suspect.acting(witness.question.dtype) as function:
                said = witness.said_by(function).labelled()
        except Exception:  # changed code may do anything; so much for this number
            return math.nan
        there = said.get(label, (0, 0, np.zeros(())))[2]
        return float(there[place] - array[place]) if there.shape == array.shape else math.nan

    one, other = start, start * 1.01 + (0.01 if start == 0 else 0)
    off_one, off_other = off(one), off(other)
    for _ in range(STEPS):
        if not math.isfinite(off_one + off_other) or off_one == off_other:
            return None
        new = other - off_other * (other - one) / (off_other - off_one)
        one, off_one, other = other, off_other, new
        off_other = off(other)
        if abs(other - one) <= NEAR * abs(other) or off_other == 0:
            return _rounded(other)
    return None


def _rounded(number: float) -> float:
    """Return a number with as few digits as it has, if these are few."""
    for digits in range(1, 10):
        near = float(f"{number:.{digits}g}")
        if math.isclose(near, number, rel_tol=1e-8):
            return near
    return number

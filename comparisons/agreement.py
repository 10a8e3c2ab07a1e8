"""The one law of agreement: an answer is held against the truth, array by array, and each array is a row.

What is owed and not given fails, as does what has another shape or another dtype than was asked. Where a framework is
declared to differ, it must agree with what the declaration says that it computes instead.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property

import numpy as np

from comparisons.cases import text
from comparisons.concept import Differs
from comparisons.decisions import best_side
from comparisons.question import Answer, Question
from comparisons.rounding import ALLOWED, DRAWS_IN_DOUBT, eps, scales, units

AGREES, DIFFERS, FAILS = "agrees", "differs as declared", "FAILS"
UNAVAILABLE, CRASHED, TIMED_OUT = "unavailable", "crashed", "timed out"


@dataclass(frozen=True)
class Check:
    """One array of one answer, judged by its worst entry: its roundings, and its error relative to its scale."""

    concept: str
    family: str
    case: str
    framework: str
    kind: str
    array: str
    dtype: str
    device: str
    error: float
    units: float
    allowed: float
    verdict: str
    reason: str

    @property
    def label(self) -> str:
        """The array's name as in code: ``y``, ``dx``."""
        return f"d{self.array}" if self.kind == "gradient" else self.array

    def row(self) -> dict:
        """Return the check as a row of ``checks``."""
        return asdict(self)


class Truth:
    """The true answer to a question, with the scale of every entry, which is made sure of before an array fails."""

    def __init__(self, question: Question):
        self.question = question
        self.labelled = question.truth.labelled()

    @cached_property
    def scales(self) -> dict[str, np.ndarray]:
        """The scale of every entry, by label, from as few disturbed runs as usually do."""
        return scales(self.question)

    @cached_property
    def sure_scales(self) -> dict[str, np.ndarray]:
        """The scale of every entry, by label, from many disturbed runs."""
        return scales(self.question, DRAWS_IN_DOUBT)

    def off(self, label: str, array: np.ndarray) -> np.ndarray:
        """Return how many roundings each entry of an array is off."""
        truth, dtype = self.labelled[label][2], self.question.dtype
        far = units(array, truth, dtype, self.scales[label])
        return far if within(far) else units(array, truth, dtype, self.sure_scales[label])

    def outside(self, answer: Answer) -> int:
        """Return how many entries of an answer are further off than is allowed."""
        return sum(np.count_nonzero(self.off(label, answer[label]) > ALLOWED) for label in self.labelled)


def compare(question: Question, answer: Answer, framework: str, device: str = "cpu") -> list[Check]:
    """Judge every array of a framework's answer, and every array that it owes, against the truth.

    Where arrays are off, the truth may have another side on which they agree: see :mod:`comparisons.decisions`.
    """
    checks = _compare(question, answer, framework, device)
    complete = not any(_lack(each.label, question, answer, framework) for each in checks)
    if not complete or all(each.verdict != FAILS for each in checks):
        return checks
    side = best_side(question, lambda side: Truth(side).outside(answer))
    return _compare(side, answer, framework, device) if side.turned else checks


def _compare(question, answer, framework, device) -> list[Check]:
    truth, given = Truth(question), answer.labelled()
    known = {label: (kind, name) for label, (kind, name, _) in (truth.labelled | given).items()}
    departures = Departures(question, framework)
    checks = []
    for label, (kind, name) in (known | question.owed).items():
        who = f"{question} {framework} {question.dtype}: {kind} {label}"
        lack = _lack(label, question, answer, framework)
        if lack:
            worst, verdict, reason = np.inf, FAILS, f"{who} {lack}"
        else:
            worst, verdict, reason = _judge(who, label, given[label][2], truth, departures)
        concept, case = question.concept, text(question.case)
        row = concept.name, concept.family, case, framework, kind, name, question.dtype, device
        checks.append(Check(*row, worst * eps(question.dtype), worst, ALLOWED, verdict, reason))
    return checks


def within(far: np.ndarray) -> bool:
    """Return whether all entries are within the roundings that are allowed."""
    return bool(np.max(far, initial=0.0) <= ALLOWED)


class Departures:
    """What a framework is declared to compute instead, for one question."""

    def __init__(self, question: Question, framework: str):
        self.question = question
        self.declared: Differs | None = question.concept.differs.get(framework)
        self._truths: dict[frozenset, Truth] = {}

    def truth(self, causes: frozenset[str]) -> Truth:
        """Return what is true where these causes act and the others are taken away."""
        if causes not in self._truths:
            instead = self.declared.acting(causes)
            self._truths[causes] = Truth(replace(self.question, instead=instead))
        return self._truths[causes]

    def explain(self, label: str, array: np.ndarray) -> frozenset[str] | None:
        """Return the fewest causes that explain an array to within rounding, None if all of them do not."""
        for causes in self.declared.combinations() if self.declared else ():
            if within(self.truth(causes).off(label, array)):
                return causes
        return None

    def broken(self, label: str, array: np.ndarray) -> bool:
        """Return whether an array that agrees with scratch is declared to differ from it, with these very numbers."""
        return bool(self.declared) and not within(
            self.truth(frozenset(self.declared.causes)).off(label, array)
        )

    def why(self, causes: frozenset[str]) -> str:
        """Return the reasons in words."""
        return "; ".join(why for cause, why in self.declared.causes.items() if cause in causes)


def acting(question: Question, framework: str) -> Iterator[tuple[frozenset[str], str]]:
    """Yield (causes, label) for every array that causes of a framework's, acting together, change beyond rounding."""
    departures, truth = Departures(question, framework), Truth(question)
    for causes in departures.declared.combinations() if departures.declared else ():
        for label, (*_, array) in departures.truth(causes).labelled.items():
            if not within(truth.off(label, array)):
                yield causes, label


def _lack(label: str, question: Question, answer: Answer, framework: str) -> str:
    """Return what an array lacks to be judged at all, "" if nothing."""
    truth, given = question.truth.labelled(), answer.labelled()
    if label not in truth:
        return "is missing from scratch"
    if label not in given:
        return f"is missing from {framework}"
    array, right = given[label][2], truth[label][2]
    if array.shape != right.shape:
        return f"has the shape {array.shape} where scratch has {right.shape}"
    if array.dtype != question.dtype:
        return f"is {array.dtype}, {question.dtype} was asked"
    return ""


def _judge(who, label, array, truth: Truth, departures: Departures) -> tuple[float, str, str]:
    far = truth.off(label, array)
    worst = float(np.max(far, initial=0.0))
    if within(far):
        if not departures.broken(label, array):
            return worst, AGREES, ""
        why = departures.why(frozenset(departures.declared.causes))
        return worst, FAILS, f"{who} is declared to differ ({why}), but agrees to {worst:.3g} roundings"
    causes = departures.explain(label, array)
    if causes:
        return worst, DIFFERS, departures.why(causes)
    right = truth.labelled[label][2]
    place = np.unravel_index(np.argmax(far), far.shape)
    spot = f" at [{', '.join(map(str, place))}]" if place else ""
    many = f"{np.count_nonzero(far > ALLOWED)} of {far.size}"
    why = (
        f"{who} is {worst:.3g} roundings off ({ALLOWED} allowed) in {many} entries; the worst{spot} is "
        f"{array[place]:.9g} where scratch has {right[place]:.9g}"
    )
    return worst, FAILS, why

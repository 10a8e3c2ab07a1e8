"""The one law of agreement: an answer is held against the truth, array by array, and each array is a row.

What is owed and not given fails, as does what has another shape or another dtype than was asked. Where a framework is
declared to differ, it must agree with what the declaration says that it computes instead.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b

import numpy as np

from comparisons.judging.answering import Answer
from comparisons.judging.cases import text
from comparisons.judging.lawful import findings
from comparisons.judging.precision import ALLOWED, HALVES, eps
from comparisons.judging.question import Question
from comparisons.judging.rounding import BEYOND_DOUBT, units
from comparisons.judging.sides import best_side
from comparisons.processes.adapters import COMPILED, usual_mode

AGREES, DIFFERS, FAILS = "agrees", "differs as declared", "FAILS"
LAW = "law"
UNAVAILABLE, CRASHED, TIMED_OUT = "unavailable", "crashed", "timed out"


@dataclass(frozen=True)
class Check:
    """One array of one answer, judged by its worst entry: its roundings, and its error relative to its scale.

    Two arrays with the same ``digest`` are the same bit for bit; whether they are when the question is asked again is
    said by ``repeats``, see :mod:`comparisons.judging.repeats`. Or, of the kind ``law``, it is one property of numbers
    that were drawn: see :mod:`comparisons.judging.lawful`.
    """

    concept: str
    family: str
    case: str
    seed: int
    framework: str
    mode: str
    kind: str
    array: str
    dtype: str
    device: str
    error: float
    units: float
    allowed: float
    verdict: str
    reason: str
    digest: str = ""
    repeats: str = ""

    @property
    def label(self) -> str:
        """The array's name as in code: ``y``, ``dx``."""
        return f"d{self.array}" if self.kind == "gradient" else self.array

    def row(self) -> dict:
        """Return the check as a row of ``checks``."""
        return asdict(self)


@dataclass(frozen=True)
class By:
    """Who has answered: a framework, on which device, in which mode."""

    framework: str
    device: str = "cpu"
    mode: str = ""

    def __str__(self):
        return f"{self.framework} {self.mode}" if self.mode in COMPILED else self.framework


def compare(
    question: Question, answer: Answer, framework: str, device: str = "cpu", mode: str = ""
) -> list[Check]:
    """Judge every array of a framework's answer, and every array that it owes, against the truth.

    Where arrays are off, the truth may have another side on which they agree: see :mod:`comparisons.judging.sides`.
    What the framework drew itself is held against its law, and the truth is what follows from it.
    """
    return settle(question, answer, framework, device, mode)[1]


def settle(
    question: Question, answer: Answer, framework: str, device: str = "cpu", mode: str = ""
) -> tuple[Question, list[Check]]:
    """Judge as :func:`compare` does; return with the checks the question by whose truth they are judged.

    That is the question with what the framework drew itself, and the side of the truth that it is on. What it is
    declared to compute instead is in its ``departures``.
    """
    if question.draws and question.draws.keys() <= answer.drawn.keys():
        question = question.drawn({name: answer.drawn[name][0] for name in question.draws})
    by = By(framework, device, mode or usual_mode(framework))
    side, checks = _arrays(question, answer, by)
    return side, [*checks, *_laws(question, answer, by)]


def _arrays(question: Question, answer: Answer, by: By) -> tuple[Question, list[Check]]:
    checks = _compare(question, answer, by)
    if all(each.verdict != FAILS for each in checks):
        return question, checks
    if any(_lack(each.label, question, answer, by) for each in checks):
        return question, checks  # no side of the truth makes up for what is not there
    side = best_side(question, lambda side: _outside(side, answer, question.scales_at_a_glance))
    return (side, _compare(side, answer, by)) if side.turned else (question, checks)


def _laws(question: Question, answer: Answer, by: By) -> Iterator[Check]:
    """Yield a check for every property of what was drawn."""
    laws = {name: draw.law for name, draw in question.draws.items()}
    laws |= dict(w=question.concept.law) if question.concept.law else {}
    for name, law in laws.items():
        who = f"{question} {by} {question.dtype}"
        if name not in answer.drawn:
            judged = np.nan, np.inf, question.allowed, FAILS, f"{who}: {name} was not drawn"
            yield _check(question, by, LAW, name, *judged)
            continue
        for what, off, allowed, said in findings(question, answer.drawn[name], law):
            why = (
                "" if off <= allowed else f"{who}: {what} of {name} {said}: {off:.3g} ({allowed:.3g} allowed)"
            )
            judged = np.nan, off, allowed, FAILS if why else AGREES, why
            yield _check(question, by, LAW, f"{what} of {name}", *judged)


def _check(question: Question, by: By, kind: str, array: str, *judged) -> Check:
    concept, case = question.concept, text(question.case)
    told = concept.name, concept.family, case, question.seed, by.framework, by.mode
    return Check(*told, kind, array, question.dtype, by.device, *judged)


def _compare(question: Question, answer: Answer, by: By) -> list[Check]:
    truth, given = question.truth.labelled(), answer.labelled()
    nowhere = question.concept.nowhere(by.framework)
    known = {
        label: (kind, name) for label, (kind, name, _) in (truth | given).items() if label not in nowhere
    }
    departures = question.departures.setdefault(by.framework, Departures(question, by.framework, by.device))
    checks = []
    for label, (kind, name) in (known | question.owed).items():
        who = f"{question} {by} {question.dtype}: {kind} {label}"
        lack = _lack(label, question, answer, by)
        if lack:
            worst, verdict, reason = np.inf, FAILS, f"{who} {lack}"
        else:
            worst, verdict, reason = _judge(who, label, answer, departures)
        judged = worst * eps(question.dtype), worst, question.allowed, verdict, reason
        bits = digest(given[label][2]) if label in given else ""
        checks.append(_check(question, by, kind, name, *judged, bits))
    return checks


def digest(array: np.ndarray) -> str:
    """Return a few letters that are the same for arrays that are the same bit for bit."""
    return blake2b(np.ascontiguousarray(array).tobytes(), digest_size=8).hexdigest()


def off(question: Question, label: str, array: np.ndarray) -> np.ndarray:
    """Return how many roundings each entry of an array is off the truth."""
    return units(array, question.truth[label], question.dtype, question.scales[label])


def off_in_doubt(question: Question, label: str, array: np.ndarray) -> np.ndarray:
    """Return the same at a second look: a short one, if that leaves no doubt."""
    truth = question.truth[label]
    far = units(array, truth, question.dtype, question.scales_at_a_glance[label])
    if np.max(far, initial=0.0) > BEYOND_DOUBT * question.allowed:
        return far
    return units(array, truth, question.dtype, question.scales_in_doubt[label])


def within(far: np.ndarray, allowed: float = ALLOWED) -> bool:
    """Return whether all entries are within the roundings that are allowed."""
    return bool(np.max(far, initial=0.0) <= allowed)


class Departures:
    """What a framework is declared to compute instead, for one question."""

    def __init__(self, question: Question, framework: str, device: str = "cpu"):
        self.question = question
        self.declared, self.demanded = question.concept.departure(framework, device)
        self._acting: dict[frozenset, Question] = {}
        self._sided: tuple[Answer, Question] | None = None

    def acting(self, causes: frozenset[str]) -> Question:
        """Return the question whose truth it is that these causes act and the others are taken away."""
        if causes not in self._acting:
            self._acting[causes] = replace(
                self.question, instead=self.declared.acting(causes, self.question.precision.held)
            )
        return self._acting[causes]

    def explain(self, label: str, array: np.ndarray) -> frozenset[str] | None:
        """Return the fewest causes that explain an array to within rounding, None if all of them do not."""
        for causes in self.declared.combinations() if self.declared else ():
            acting = self.acting(causes)
            if self._agrees(acting, label, array):
                arranged = causes & self.declared.arrangements
                plainly = self.acting(causes - arranged) if causes - arranged else self.question
                same = not arranged or self._agrees(acting, label, plainly.truth[label])
                return causes if same else None
        return None

    def _agrees(self, acting: Question, label: str, array: np.ndarray) -> bool:
        """Return whether an array is what acts, to within rounding; its own scales take many runs."""
        return self._near(acting, label, array) or within(off(acting, label, array), acting.allowed)

    def _near(self, side: Question, label: str, array: np.ndarray) -> bool:
        """Return whether an array is on a side, to within rounding by the known scales of what scratch says."""
        return within(units(array, side.truth[label], side.dtype, self.question.scales[label]), side.allowed)

    def broken(self, label: str, answer: Answer) -> bool:
        """Return whether an array that agrees with scratch is declared to differ from it, with these very numbers.

        It is not, if nothing is demanded, as of half precision, in which it may be too small to see; or if what is
        declared differs by a decision alone that rounding can turn.
        """
        if not (self.declared and self.demanded) or self.question.dtype in HALVES:
            return False
        array, acting = answer[label], self.acting(frozenset(self.declared.causes))
        return not (self._agrees(acting, label, array) or self._near(self._side(answer), label, array))

    def _side(self, answer: Answer) -> Question:
        """Return the side of what is declared that is closest to an answer."""
        if self._sided is None or self._sided[0] is not answer:
            acting = self.acting(frozenset(self.declared.causes))
            side = best_side(acting, lambda side: _outside(side, answer, self.question.scales))
            self._sided = answer, side
        return self._sided[1]

    def why(self, causes: frozenset[str]) -> str:
        """Return the reasons in words."""
        return "; ".join(why for cause, why in self.declared.causes.items() if cause in causes)


def _lack(label: str, question: Question, answer: Answer, by: By) -> str:
    """Return what an array lacks to be judged at all, "" if nothing."""
    truth, given = question.truth.labelled(), answer.labelled()
    if label not in truth:
        return "is missing from scratch"
    if label not in given:
        return f"is missing from {by.framework}"
    array, right = given[label][2], truth[label][2]
    if array.shape != right.shape:
        return f"has the shape {array.shape} where scratch has {right.shape}"
    if array.dtype != question.precision.held:
        return f"is {array.dtype}, {question.precision.held} was asked"
    return ""


def _outside(side: Question, answer: Answer, scales: dict[str, np.ndarray]) -> int:
    """Return how many entries of an answer are off this side of the truth by more than is allowed, on given scales.

    An array that one of them lacks, or has in another shape, has no entries to count.
    """
    given = answer.labelled()
    far = (
        units(given[label][2], right, side.dtype, scales[label])
        for label, (*_, right) in side.truth.labelled().items()
        if label in given and label in scales and given[label][2].shape == right.shape
    )
    return sum(np.count_nonzero(each > side.allowed) for each in far)


def _judge(who: str, label: str, answer: Answer, departures: Departures) -> tuple[float, str, str]:
    """Return how many roundings an array is off, the verdict, and why."""
    question, array = departures.question, answer[label]
    far = off(question, label, array)
    worst = float(np.max(far, initial=0.0))
    if within(far, question.allowed):
        if not departures.broken(label, answer):
            return worst, AGREES, ""
        why = departures.why(frozenset(departures.declared.causes))
        return worst, FAILS, f"{who} is declared to differ ({why}), but agrees to {worst:.3g} roundings"
    causes = departures.explain(label, array)
    if causes:
        return worst, DIFFERS, departures.why(causes)
    far = off_in_doubt(question, label, array)
    if within(far, question.allowed):
        why = (
            f"{who} is {worst:.3g} roundings off where numbers cancel, which its arguments do not tell better"
        )
        return float(np.max(far)), AGREES, why
    worst, right = float(np.max(far)), question.truth[label]
    place = np.unravel_index(np.argmax(far), far.shape)
    spot = f" at [{', '.join(map(str, place))}]" if place else ""
    many = f"{np.count_nonzero(far > question.allowed)} of {far.size}"
    why = (
        f"{who} is {worst:.3g} roundings off ({question.allowed} allowed) in {many} entries; the worst{spot} is "
        f"{array[place]:.9g} where scratch has {right[place]:.9g}"
    )
    return worst, FAILS, why

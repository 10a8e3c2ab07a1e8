"""The one law of agreement: an answer is held against the truth, array by array, and each array is a row.

What is owed and not given fails, as does what has another shape or another dtype than was asked. Where a framework is
declared to differ, it must agree with what the declaration says that it computes instead.
"""

from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass
from hashlib import blake2b

import numpy as np

from comparisons.judging.answering import Answer
from comparisons.judging.cases import text
from comparisons.judging.departures import Departures, off, off_in_doubt, outside, within
from comparisons.judging.lawful import findings
from comparisons.judging.precision import eps
from comparisons.judging.question import Question
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
    side = best_side(question, lambda side: outside(side, answer, question.scales_at_a_glance))
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
        for what, far, allowed, said in findings(question, answer.drawn[name], law):
            why = (
                "" if far <= allowed else f"{who}: {what} of {name} {said}: {far:.3g} ({allowed:.3g} allowed)"
            )
            judged = np.nan, far, allowed, FAILS if why else AGREES, why
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
    departures = question.departures.setdefault(str(by), Departures(question, *astuple(by)))
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
    why = departures.explain(label, array)
    if why:
        return worst, DIFFERS, why
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

"""The one law of agreement: an answer is held against the truth, array by array, and each array is a row."""

from dataclasses import asdict, dataclass

import numpy as np

from comparisons.question import Answer, Question, text
from comparisons.rounding import ALLOWED, scales, units

AGREES, DIFFERS, FAILS = "agrees", "differs as declared", "FAILS"
UNAVAILABLE, CRASHED, TIMED_OUT = "unavailable", "crashed", "timed out"


@dataclass(frozen=True)
class Check:
    """One array of one answer, judged. ``error`` is relative to the array's scale, ``units`` counts roundings."""

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

    def row(self) -> dict:
        """Return the check as a row of ``checks``."""
        return asdict(self)


def compare(question: Question, answer: Answer, framework: str, device: str = "cpu") -> list[Check]:
    """Judge every array of a framework's answer against the truth."""
    concept, dtype, allowed = question.concept, question.dtype, ALLOWED[question.dtype]
    scale, truth, given = scales(question), question.truth.labelled(), answer.labelled()
    checks = []
    for label in dict.fromkeys([*truth, *given]):
        kind, name, _ = truth.get(label) or given.get(label)
        who = f"{concept.name} ({text(question.case)}) {framework} {dtype}: {kind} {label}"
        causes = concept.causes(framework, label, question.sizes | question.case, dtype)
        if label not in truth or label not in given:
            lacking = framework if label in truth else "scratch"
            error, worst, verdict, reason = np.inf, np.inf, FAILS, f"{who} is missing from {lacking}"
        elif truth[label][2].shape != given[label][2].shape:
            shapes = f"{given[label][2].shape} where scratch has {truth[label][2].shape}"
            error, worst, verdict, reason = np.inf, np.inf, FAILS, f"{who} has the shape {shapes}"
        else:
            far = units(given[label][2], truth[label][2], dtype, scale[label])
            worst = float(np.max(far, initial=0.0))
            error = worst * float(np.finfo(dtype).eps)
            verdict, reason = _judge(who, far, worst, allowed, given[label][2], truth[label][2], causes)
        row = concept.name, concept.family, text(question.case), framework, kind, name, dtype, device
        checks.append(Check(*row, error, worst, allowed, verdict, reason))
    return checks


def _judge(who, far, worst, allowed, given, truth, causes) -> tuple[str, str]:
    if causes:
        why = "; ".join(cause.why for cause in causes)
        if worst > allowed:
            return DIFFERS, why
        return FAILS, f"{who} is declared to differ ({why}), but agrees to {worst:.3g} roundings"
    if worst <= allowed:
        return AGREES, ""
    place = np.unravel_index(np.argmax(far), far.shape)
    spot = f" at [{', '.join(map(str, place))}]" if place else ""
    return FAILS, (
        f"{who} is {worst:.3g} roundings off ({allowed} allowed) in {np.count_nonzero(far > allowed)} of {far.size} "
        f"entries; the worst{spot} is {given[place]:.9g} where scratch has {truth[place]:.9g}"
    )

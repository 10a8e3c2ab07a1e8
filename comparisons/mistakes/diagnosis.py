"""Which mistake it is: of all that people do, what was done by whoever answers so.

Suspects are tried one after the other: relatives of the concept, other settings, scratch with a slip. What is named has
been proven: with that change the truth agrees with the answers by the law, in every case that was asked.
"""

import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, takewhile

import numpy as np

from comparisons.judging.cases import text
from comparisons.judging.question import Question
from comparisons.mistakes.answered import Answered, Reason
from comparisons.mistakes.evidence import Evidence, Suspect
from comparisons.mistakes.laboratory import Laboratory
from comparisons.mistakes.multiples import multiples
from comparisons.mistakes.mutants import mutants
from comparisons.mistakes.solved import solved
from comparisons.mistakes.suspects import others

#: What is told first of two mistakes that are the same.
KINDS = ("relative", "convention", "layout", "setting", "slip", "multiple")

#: How long slips are tried: those near the concept come first, and whole models have thousands.
SECONDS = 30

#: Who can be asked further questions: an implementation.
Ask = Callable[[Question], Answered | None]

#: The seeds of other numbers, counted from the seed that was asked.
FRESH = (101, 102)

#: How many of those that come near all arrays are looked at by the law.
HEARD = 12


def reasons(answereds: Sequence[Answered], ask: Ask | None = None) -> list[Reason]:
    """Return which mistakes an implementation has, the simplest first; none where nothing is wrong or none is proven.

    ``answereds`` are of one concept. A mistake is named if scratch that makes it agrees with what was answered in every
    case: in all arrays, or in those that the reason names. ``ask`` puts further questions to the implementation, which
    may be left without an answer: the cases with other numbers drawn, in which a mistake must prove true as well. Where
    nobody can be asked, and several mistakes that are not the same agree with the answers, none is named.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        evidence = Evidence(answereds)
        if not evidence.wrong:
            return []
        if found := list(_told(evidence, ask)):
            return found
        rest = evidence.apart()
        return [_in_part(each, evidence) for each in _told(rest, ask)] if rest else []


def suspects(evidence: Evidence) -> Iterator[Suspect]:
    """Yield all that may be the mistake."""
    questions = [each.question for each in evidence.witnesses]
    concept = questions[0].concept
    yield from others(concept, questions)
    laboratory = Laboratory.of(concept)
    end = time.process_time() + SECONDS
    slips = chain(solved(concept, laboratory, evidence), mutants(laboratory))
    yield from takewhile(lambda _: time.process_time() < end, slips)


def _told(evidence: Evidence, ask: Ask | None) -> Iterator[Reason]:
    charged = [(suspect, labels) for suspect in suspects(evidence) if (labels := evidence.charged(suspect))]
    whole = sorted((each for each, labels in charged if labels == evidence.judged), key=_simplicity)
    proven = [each for each in whole[:HEARD] if evidence.proven(each) == evidence.judged]
    fresh = _fresh(evidence)
    if proven and ask:
        more = Evidence(_answers(ask, fresh))
        proven = [each for each in proven if more.agrees(each)]
    if proven:
        if len(_apart(proven, fresh, evidence.judged)) == 1:
            yield _reason(evidence, proven[0], evidence.judged)
        return
    every = Evidence([*evidence.answereds, *_answers(ask, fresh)])
    scaled = list(multiples(every, evidence.wrong))
    left = set(evidence.wrong)
    if {label for _, labels in scaled for label in labels} == left:
        whole = len(scaled) == 1
        yield from (Reason(said, "multiple", labels, whole) for said, labels in scaled)
        return
    while left:
        helpful = [(suspect, labels) for suspect, labels in charged if labels & left]
        helpful.sort(key=lambda each: (*_less_told(evidence, each[1], left), _simplicity(each[0])))
        for suspect, _ in helpful[:HEARD]:
            labels = evidence.proven(suspect)
            if labels & left and Evidence(_answers(ask, fresh)).agrees(suspect, labels):
                yield _reason(evidence, suspect, labels & evidence.wrong)
                left -= labels
                break
        else:
            break
        if evidence.wrong & evidence.outputs and not left & evidence.outputs:
            return
    for said, labels in scaled:
        if left & set(labels):
            yield Reason(said, "multiple", labels, False)


def _in_part(reason: Reason, evidence: Evidence) -> Reason:
    """Return a reason that holds in all cases but those of unusual numbers."""
    cases = "; ".join(dict.fromkeys(text(each.question.case) for each in evidence.besides))
    but = f"so it is in all cases but ({cases}), where something is wrong besides"
    return replace(reason, text=f"{reason.text}; {but}", whole=False)


def _simplicity(suspect: Suspect) -> tuple:
    return KINDS.index(suspect.kind), suspect.rank


def _less_told(evidence: Evidence, labels: set[str], left: set[str]) -> tuple[int, int, int]:
    return -len(labels & left & evidence.outputs), -len(labels & left), -len(labels)


def _answers(ask: Ask | None, questions: list[Question]) -> list[Answered]:
    return [said for each in questions if (said := ask(each))] if ask else []


def _fresh(evidence: Evidence) -> list[Question]:
    """Return the questions with other numbers drawn, where they are drawn."""
    return [
        Question.draw(
            each.question.concept, each.question.case, each.question.dtype, each.question.seed + more
        )
        for each in evidence.witnesses
        for more in FRESH
        if "data" not in each.question.case
    ]


def _apart(proven: list[Suspect], fresh: list[Question], judged: set[str]) -> list[Suspect]:
    """Return the simplest of those that are the same mistake: that say the same to other numbers, too."""
    told, kept = [], []
    for suspect in proven:
        said = _said(suspect, fresh, judged)
        if not any(_same(said, other) for other in told):
            told.append(said)
            kept.append(suspect)
    return kept


def _said(suspect: Suspect, questions: list[Question], judged: set[str]) -> list[dict]:
    answers = []
    for question in questions:
        with suspect.acting(question.dtype) as function, np.errstate(all="ignore"):
            try:
                answer = replace(question, instead=function).answer_from(question.wide)
            except Exception:  # changed code may do anything
                answers.append({})
            else:
                arrays = answer.labelled().items()
                answers.append({label: array for label, (*_, array) in arrays if label in judged})
    return answers


def _same(said: list[dict], other: list[dict]) -> bool:
    return all(
        one.keys() == two.keys()
        and all(
            one[label].shape == two[label].shape
            and np.allclose(one[label], two[label], rtol=1e-9, atol=1e-12, equal_nan=True)
            for label in one
        )
        for one, two in zip(said, other, strict=True)
    )


def _reason(evidence: Evidence, suspect: Suspect, labels: set[str]) -> Reason:
    order = [label for each in evidence.witnesses for label in each.arrays]
    arrays = tuple(label for label in dict.fromkeys(order) if label in labels)
    return Reason(suspect.text, suspect.kind, arrays, labels == evidence.judged)

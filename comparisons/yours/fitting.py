"""How an implementation fits a concept is found by trying: whatever comes nearest to the truth."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count, islice

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.errors import Mistake
from comparisons.judging.question import Question
from comparisons.yours.by_hand import ByHand
from comparisons.yours.fit import Fit, by_names, question_for
from comparisons.yours.guarding import Failed, TooSlow, guarded
from comparisons.yours.implementation import Implementation
from comparisons.yours.modules import Module
from comparisons.yours.ways import keeps, kept_by, ways

#: Outputs that are so near to the truth, relative to their largest entry, are found.
NEAR = 1e-8

#: So many ways are tried at most, for so many seconds of a processor.
MOST, SECONDS = 600, 15.0

#: So many cases are tried until in one of them an implementation answers at all.
CASES = 4


@dataclass(frozen=True)
class Found:
    """How an implementation fits, whether names alone did not tell, and whether it answers at all.

    ``otherwise`` is how it fits much better, though its arguments have the very names of ours.
    """

    fit: Fit
    by_trying: bool = False
    answers: bool = False
    otherwise: Fit | None = None


def find(
    concept: Concept, implementation: Implementation, weights: Mapping[str, str], seconds: float
) -> Found:
    """Find out how an implementation fits a concept. Raises Mistake if it keeps weights that fit no layout."""
    named = by_names(concept, implementation, weights)
    first, trouble = None, False
    questions = probes(concept, named)
    for place, question in enumerate(questions):
        best, least, begun = None, np.inf, time.process_time()
        tries = islice(ways(question, implementation, named, seconds), MOST)
        for number in count():
            try:
                fit = next(tries, None)
                if fit is None:
                    break
                first = first or fit
                with guarded(seconds):
                    places, far = distance(question, implementation, fit)
                if far < NEAR:  # by chance of these sizes, perhaps
                    others, fit_there = questions[place + 1 :], settled(question, fit, places)
                    far += NEAR * min(1e6, _elsewhere(others, implementation, fit_there, seconds))
            except TooSlow:
                return Found(first or named)
            except Failed:
                trouble = True
                continue
            if fit.turned and best and np.isfinite(least):  # who calls them like ours means ours
                if far < NEAR:
                    best = replace(best, otherwise=settled(question, fit, places))
                    break
                continue
            # A function's arguments are what their names say, unless something else is right; where a thing keeps its
            # weights no name tells for sure, and the nearest is the likeliest.
            nearer = far < NEAR or not np.isfinite(least) or not implementation.is_function
            if best is None or (far < 0.999 * least and nearer):
                best, least = Found(settled(question, fit, places), number > 0, True), far
            if far < NEAR or time.process_time() - begun > SECONDS:
                break
        if best:
            return best
    if first or trouble or not questions or not keeps(implementation):
        return Found(first or named)
    raise Mistake(_misfit(concept, implementation, named))


def settled(question: Question, fit: Fit, places: Mapping) -> Fit:
    """Return a fit with what was seen of the outputs in a question: which is which, and which are not returned."""
    absent = tuple(name for name in question.truth.outputs if name not in places)
    return fit.with_(outputs=places, absent=absent)


def _elsewhere(questions: list[Question], implementation: Implementation, fit: Fit, seconds: float) -> float:
    """Return how far the outputs are from the truth in other cases; no answer is as far as an answer of 0."""
    far = 0.0
    for question in questions:
        try:
            with guarded(seconds):
                far += distance(question, implementation, fit)[1]
        except Failed:
            far += 1.0
    return far


def probes(concept: Concept, fit: Fit) -> list[Question]:
    """Return cases on which to try: those with most of the arrays that may be absent, and sizes that differ."""
    found = []
    for number, case in concept.cases_in("float64"):
        given = set(case.get("given", ())) - fit.given.keys() - fit.layouts.keys() - concept.weights
        odd = [
            n
            for n, value in concept.defaults.items()
            if case.get(n, value) != value and n not in fit.settings
        ]
        if given or odd or "data" in case or set(fit.always) - set(case.get("given", ())):
            continue
        sizes = [value for name, value in case.items() if type(value) is int and name not in concept.defaults]
        distinct = len({size for size in sizes if size > 1}) - sum(sizes.count(size) > 1 for size in sizes)
        distinct += case.get("heads", 1) not in (1, *sizes)
        training = not case.get("training", True)
        found.append((-len(case.get("given", ())), training, -distinct, number, case))
    found.sort(key=lambda each: each[:4])
    others = [case for case in concept.cases if "data" in case][:1] if not found else []
    cases = [*(case for *_, case in found[:CASES]), *others]
    return [question_for(concept, fit, case, "float64", 0) for case in cases]


def distance(question: Question, implementation: Implementation, fit: Fit) -> tuple[dict, float]:
    """Return which of what is returned is which output, and how far the outputs are from the truth."""
    asked = responder(question, implementation, fit)
    outputs = asked.probe()
    total, names = 0.0, list(question.truth.outputs)
    for name in names:
        if name not in outputs:
            total += np.inf if name == names[0] else 0.0
            continue
        array, right = np.asarray(outputs[name], "float64"), question.truth.outputs[name]
        if array.shape != right.shape:
            total += np.inf if name == names[0] else 1e6
            continue
        with np.errstate(all="ignore"):
            off = np.abs(array - right) / (np.max(np.abs(right[np.isfinite(right)]), initial=0.0) or 1.0)
        same = (array == right) | (np.isnan(array) & np.isnan(right))
        total += float(np.max(np.where(same, 0.0, np.where(np.isfinite(off), off, 1e6)), initial=0.0))
    return asked.places, total


def responder(question: Question, implementation: Implementation, fit: Fit) -> ByHand | Module:
    """Return an implementation with a question before it: code that stands by itself, or a thing of a framework."""
    own_loop = implementation.is_function and question.kind in (
        "training run",
        "optimizer",
        "metric",
        "schedule",
    )
    if implementation.whose == "numpy" or own_loop:
        return ByHand(question, implementation, fit)
    return Module(question, implementation, fit)


def _misfit(concept: Concept, implementation: Implementation, fit: Fit) -> str:
    """Say that what an implementation keeps fits no layout, and how to say it."""
    names = [name for name in concept.weights if name not in fit.given]
    shown = "nothing"
    for question in probes(concept, fit)[:1]:
        with guarded():
            weights, _ = kept_by(question, implementation, fit)
        shown = ", ".join(f"{address} {tuple(array.shape)}" for address, array in weights.items()) or shown
    return (
        f"{implementation.name} keeps {shown}; no layout was found in which these are {', '.join(sorted(names))} of "
        f"{concept.name}: say weights=dict({next(iter(sorted(names)), 'W')}='<weight>: ours -> theirs', …)"
    )

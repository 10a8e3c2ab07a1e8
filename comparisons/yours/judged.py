"""A person's answer by the law; where it fails, by what the framework that it is written in rightly does instead."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.judging.agreement import DIFFERS, FAILS, Check, compare
from comparisons.judging.answering import Answer
from comparisons.judging.question import Question
from comparisons.yours.fit import in_concept

#: By whose code it is, who differs in the same way.
WORDS = dict(numpy="a framework", pytorch="PyTorch", keras="Keras")

#: The verdict on what agrees but for the range of float32: with the same numbers in float64 it does.
OUT_OF_RANGE = "out of range"

#: Under this name a person's answer is judged.
YOURS = "yours"


def judged(question: Question, answer: Answer, whose: str) -> list[Check]:
    """Judge every array of an answer.

    An array that fails may agree with what is declared that its framework computes. Any code may arrange the same
    mathematics as a framework does, where digits cancel, and no more: other mathematics is a mistake.
    """
    with np.errstate(all="ignore"):
        checks = compare(question, answer, YOURS)
        for differs in departures(question.concept, whose):
            if all(each.verdict != FAILS for each in checks):
                break
            declared = in_concept(question, replace(question.concept, differs={YOURS: differs}))
            others = {(each.kind, each.array): each for each in compare(declared, answer, YOURS)}
            checks = [_better(each, others.get((each.kind, each.array))) for each in checks]
    return checks


def departures(concept: Concept, whose: str) -> Iterator[Differs]:
    """Yield what an implementation may compute in the place of scratch's function."""
    if whose in concept.differs:
        yield concept.differs[whose]
    for framework, differs in concept.differs.items():
        if framework != whose and differs.arrangements:
            yield arranged(differs)


def arranged(differs: Differs) -> Differs:
    """Return a declaration of those causes alone that are the same mathematics in another arrangement."""
    causes = {cause: why for cause, why in differs.causes.items() if cause in differs.arrangements}
    if len(differs.causes) == len(causes):
        return differs
    acting = {cause: cause in causes for cause in differs.causes}
    return Differs(partial(differs.instead, **acting), causes, rearranged=True)


def _better(check: Check, other: Check | None) -> Check:
    return other if other and check.verdict == FAILS and other.verdict == DIFFERS else check

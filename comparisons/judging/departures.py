"""What a framework is declared to compute instead, for one question; and how far an array is off."""

from dataclasses import replace
from functools import cached_property

import numpy as np

from comparisons.judging.answering import Answer
from comparisons.judging.precision import ALLOWED, HALVES
from comparisons.judging.question import Question
from comparisons.judging.rounding import BEYOND_DOUBT, units
from comparisons.judging.sides import best_side


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

    def __init__(self, question: Question, framework: str, device: str = "cpu", mode: str = ""):
        self.question = question
        self.declared, self.demanded = question.concept.departure(framework, device, mode)
        self.out_of_range = question.concept.halves.get(f"{framework} in {question.dtype}")
        self.narrows = question.dtype == "float64" and question.concept.narrows.get(framework, "")
        self._acting: dict[frozenset, Question] = {}
        self._sided: tuple[Answer, Question] | None = None

    def acting(self, causes: frozenset[str]) -> Question:
        """Return the question whose truth it is that these causes act and the others are taken away."""
        if causes not in self._acting:
            self._acting[causes] = replace(
                self.question, instead=self.declared.acting(causes, self.question.precision.held)
            )
        return self._acting[causes]

    def explain(self, label: str, array: np.ndarray) -> str:
        """Return the reasons why an array is off, as few as there are; "" if all that is declared does not say so."""
        for causes in self.declared.combinations() if self.declared else ():
            acting = self.acting(causes)
            if self._agrees(acting, label, array):
                arranged = causes & self.declared.arrangements
                plainly = self.acting(causes - arranged) if causes - arranged else self.question
                same = not arranged or self._agrees(acting, label, plainly.truth[label])
                return self.why(causes) if same else ""
        if self.out_of_range and self._agrees(self.ranged, label, array):
            return self.out_of_range.why
        return self.narrows if self.narrows and self._in_float32(label, array) else ""

    def _in_float32(self, label: str, array: np.ndarray) -> bool:
        """Return whether an array is right to within roundings of float32, be it with all that is declared besides."""
        scale = self.question.scales[label]
        return any(
            within(units(array, side.truth[label], "float32", scale))
            for side in (self.question, self.everything)
        )

    @cached_property
    def everything(self) -> Question:
        """The question whose truth it is that all declared causes act."""
        return self.acting(frozenset(self.declared.causes)) if self.declared else self.question

    @cached_property
    def ranged(self) -> Question:
        """The question whose truth it is that every step is held to the range of its precision."""
        instead = self.out_of_range.instead or self.everything.instead
        return replace(self.question, instead=instead, in_range=True)

    def broken(self, label: str, answer: Answer) -> bool:
        """Return whether an array that agrees with scratch is declared to differ from it, with these very numbers.

        It is not, if nothing is demanded, as of half precision, in which it may be too small to see; or if what is
        declared differs by a decision alone that rounding can turn.
        """
        if not (self.declared and self.demanded) or self.question.dtype in HALVES:
            return False
        array = answer[label]
        return not (
            self._agrees(self.everything, label, array) or self._near(self._side(answer), label, array)
        )

    def _agrees(self, acting: Question, label: str, array: np.ndarray) -> bool:
        """Return whether an array is what acts, to within rounding; its own scales take many runs."""
        return self._near(acting, label, array) or within(off(acting, label, array), acting.allowed)

    def _near(self, side: Question, label: str, array: np.ndarray) -> bool:
        """Return whether an array is on a side, to within rounding by the known scales of what scratch says."""
        return within(units(array, side.truth[label], side.dtype, self.question.scales[label]), side.allowed)

    def _side(self, answer: Answer) -> Question:
        """Return the side of what is declared that is closest to an answer."""
        if self._sided is None or self._sided[0] is not answer:
            side = best_side(self.everything, lambda side: outside(side, answer, self.question.scales))
            self._sided = answer, side
        return self._sided[1]

    def why(self, causes: frozenset[str]) -> str:
        """Return the reasons in words."""
        return "; ".join(why for cause, why in self.declared.causes.items() if cause in causes)


def outside(side: Question, answer: Answer, scales: dict[str, np.ndarray]) -> int:
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

"""What a person's implementation said, as evidence: which arrays are wrong, and whether a suspect says the same."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np

from comparisons.judging.agreement import FAILS, compare
from comparisons.judging.answering import Answer
from comparisons.judging.cases import ABOUT
from comparisons.judging.precision import eps
from comparisons.judging.question import Question
from comparisons.judging.rounding import magnitude
from comparisons.mistakes.answered import Answered

#: Who is judged, in messages.
YOURS = "yours"

#: How near a suspect must come at first sight, as a share of what the wrong array is off, and of its size; the law,
#: which is much closer, has the last word.
NEAR, NEAR_RIGHT = 0.1, 1e-6


class Suspect(Protocol):
    """What may be the mistake: scratch with a slip, another setting, a relative."""

    kind: str
    text: str
    rank: tuple

    def acting(self, dtype: str) -> AbstractContextManager[Callable]:
        """Return, for a while, a function that takes what scratch takes and makes the mistake, for a dtype."""


@dataclass(frozen=True)
class Witness:
    """One question, and what was answered."""

    answered: Answered

    @cached_property
    def question(self) -> Question:
        """The question, in which was drawn what the implementation drew."""
        question, drawn = self.answered.question, self.answered.answer.drawn
        if question.draws and question.draws.keys() <= drawn.keys():
            return question.drawn({name: drawn[name][0] for name in question.draws})
        return question

    @cached_property
    def arrays(self) -> dict[str, np.ndarray]:
        """The arrays that were checked, by label; of a machine's gradients nothing is learned."""
        labelled = self.answered.answer.labelled().items()
        return {
            label: np.asarray(array)
            for label, (kind, _, array) in labelled
            if label not in self.answered.unchecked and not (kind == "gradient" and self.answered.by_machine)
        }

    @cached_property
    def outputs(self) -> set[str]:
        """The labels of the outputs."""
        return self.arrays.keys() & self.answered.answer.outputs.keys()

    @cached_property
    def wrong(self) -> set[str]:
        """The labels of the arrays that are not what scratch says."""
        return self.arrays.keys() - self.agreeing(None)

    @cached_property
    def breaks(self) -> bool:
        """Whether some array holds what is no number, where scratch has numbers."""
        truth = self.question.truth.labelled()
        return any(
            label in truth
            and truth[label][2].shape == array.shape
            and array.dtype.kind == "f"
            and bool(np.any(~np.isfinite(array) & np.isfinite(truth[label][2])))
            for label, array in self.arrays.items()
        )

    @cached_property
    def unusual(self) -> bool:
        """Whether the case asks for numbers of its own: saturated gates, a constant row, an infinity."""
        concept = self.question.concept
        axes = set().union(*(argument.names for argument in concept.arguments.values()))
        return bool(self.question.case.keys() - concept.defaults.keys() - axes - set(ABOUT))

    @property
    def size(self) -> int:
        """How much there is to compute."""
        return sum(array.size for array in self.question.arrays.values())

    def said_by(self, function: Callable) -> Answer:
        """Return what a suspect says to the question."""
        with np.errstate(all="ignore"):
            return replace(self.question, instead=function).answer_from(self.question.wide)

    def near(self, said: Answer, among: Iterable[str]) -> set[str]:
        """Return which arrays a suspect comes near, at first sight."""
        there = said.labelled()
        return {label for label in among if label in there and self._is_near(label, there[label][2])}

    def _is_near(self, label: str, said: np.ndarray) -> bool:
        array, truth = self.arrays[label], self.question.truth.labelled().get(label, (0, 0, None))[2]
        if said.shape != array.shape or said.dtype.kind not in "fiub" or array.dtype.kind not in "fiub":
            return False
        size, far = max(magnitude(array), magnitude(said)), np.inf
        if label in self.wrong and truth is not None and truth.shape == array.shape:
            with np.errstate(all="ignore"):
                off = np.abs(np.asarray(array, "float64") - truth)
            far = NEAR * magnitude(off) if np.isfinite(off).all() else np.inf
        allowed = min(far, size * max(NEAR_RIGHT, 1024 * eps(self.question.dtype)))
        allowed = max(allowed, 64 * eps(self.question.dtype) * size)
        return np.allclose(array, said, rtol=0, atol=allowed, equal_nan=True)

    def agreeing(self, function: Callable | None) -> set[str]:
        """Return which arrays agree with a suspect by the law; with scratch where there is none."""
        question = self.question if function is None else replace(self.question, instead=function)
        answer = self.answered.answer
        outputs = {name: np.asarray(array, question.dtype) for name, array in answer.outputs.items()}
        gradients = {name: np.asarray(array, question.dtype) for name, array in answer.gradients.items()}
        with np.errstate(all="ignore"):
            checks = compare(question, Answer(outputs, gradients, answer.drawn), YOURS)
        return {check.label for check in checks if check.verdict != FAILS} & self.arrays.keys()


class Evidence:
    """All that was asked and answered: the witnesses, those first that cost least and show most."""

    def __init__(self, answereds: Sequence[Answered]):
        self.answereds = answereds
        everyone = [Witness(each) for each in answereds]
        by_dtype = [each for each in everyone if each.question.dtype == "float64"]
        if any(each.wrong for each in by_dtype):
            self.later = [each for each in everyone if each.question.dtype != "float64"]
        else:
            by_dtype, self.later = everyone, []
        self.witnesses = sorted(by_dtype, key=lambda each: (not each.wrong, each.size))

    @cached_property
    def besides(self) -> list[Witness]:
        """The wrong witnesses that may be wrong for another reason: they got, or gave, unusual numbers."""
        everyone = [*self.witnesses, *self.later]
        return [each for each in everyone if each.wrong and (each.breaks or each.unusual)]

    def apart(self) -> "Evidence | None":
        """Return the evidence without these, None where there are none, or nothing else is wrong."""
        out = {id(each.answered) for each in self.besides}
        rest = Evidence([each for each in self.answereds if id(each) not in out])
        return rest if out and rest.witnesses and rest.wrong else None

    @cached_property
    def judged(self) -> set[str]:
        """The labels of all arrays that were checked."""
        return set().union(*(each.arrays for each in self.witnesses))

    @cached_property
    def outputs(self) -> set[str]:
        """Those of outputs."""
        return set().union(*(each.outputs for each in self.witnesses))

    @cached_property
    def wrong(self) -> set[str]:
        """Those of arrays that are wrong in some case."""
        return set().union(*(each.wrong for each in self.witnesses))

    @cached_property
    def required(self) -> set[str]:
        """What a suspect must say as well: outputs that are right, and gradients if no output is wrong."""
        right = self.judged - self.wrong
        return right & self.outputs if self.wrong & self.outputs else right

    def charged(self, suspect: Suspect) -> set[str]:
        """Return which arrays a suspect comes near in all cases, none if that acquits it."""
        labels = set(self.judged)
        try:
            for witness in self.witnesses:
                here = labels & witness.arrays.keys()
                with suspect.acting(witness.question.dtype) as function:
                    labels -= here - witness.near(witness.said_by(function), here)
                if not self.required <= labels or not self.tells(labels):
                    return set()
        except Exception:  # changed code may do anything; whatever raises says nothing
            return set()
        return labels

    def proven(self, suspect: Suspect) -> set[str]:
        """Return which arrays agree with a suspect by the law, in all cases and dtypes; none if that acquits it."""
        labels = set(self.judged)
        try:
            for witness in [*self.witnesses, *self.later]:
                with suspect.acting(witness.question.dtype) as function:
                    labels -= witness.arrays.keys() - witness.agreeing(function)
                if not self.required <= labels or not self.tells(labels):
                    return set()
        except Exception:  # as above: watched and disturbed, it may raise where it did not before
            return set()
        return labels

    def agrees(self, suspect: Suspect, labels: set[str] | None = None) -> bool:
        """Return whether a suspect says the same by the law, in all arrays, or in those of some labels."""
        for witness in self.witnesses:
            with suspect.acting(witness.question.dtype) as function:
                try:
                    agreeing = witness.agreeing(function)
                except Exception:  # as above
                    return False
            if not (labels if labels is not None else self.judged) & witness.arrays.keys() <= agreeing:
                return False
        return True

    def tells(self, labels: set[str]) -> bool:
        """Return whether arrays tell anything: a wrong output if there is one, else a wrong gradient."""
        return bool(labels & ((self.wrong & self.outputs) or self.wrong))

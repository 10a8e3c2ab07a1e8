"""What an implementation has answered so far, judged; and what there is to say of all of it in the end."""

from collections.abc import Sequence, Sized
from dataclasses import replace
from typing import Any

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.judging.agreement import AGREES, DIFFERS, FAILS, Check
from comparisons.judging.cases import ABOUT, text
from comparisons.judging.departures import off_in_doubt
from comparisons.judging.question import Question
from comparisons.mistakes.answered import Answered
from comparisons.processes.workers import GIVE_UP
from comparisons.yours.judged import OUT_OF_RANGE, WORDS, judged
from comparisons.yours.said import Said
from comparisons.yours.verdict import Lacking, Spot, Verdict


def agree(checks: Sequence[Check], said: Said) -> bool:
    """Return whether none of the arrays that were answered fails."""
    return all(each.verdict != FAILS or each.label in said.unchecked for each in checks)


class Results:
    """What has been answered so far, and what the verdict says of it in the end."""

    def __init__(self, concept: Concept, whose: str, verdict: Verdict):
        self.concept, self.whose, self.verdict = concept, whose, verdict
        self.skipped: dict[int, list[str]] = {}
        self.plain: list[Answered] = []  # those in which no framework's way of computing is an excuse
        self.unchecked: dict[str, int] = {}
        self.notes: dict[str, int] = {}
        self.misfits: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        self.left_out: set[int] = set()
        self.spared: set[int] = set()
        self.hangs = 0  # so many questions in a row had no answer in time
        self.ranges: dict[str, list[str]] = {}

    def add(self, question: Question, said: Said) -> list[Check]:
        """Judge one answer."""
        verdict = self.verdict
        self.hangs = self.hangs + 1 if said.hangs or self.hangs >= GIVE_UP else 0
        for note in said.notes:
            self.notes[note] = self.notes.get(note, 0) + 1
        if said.misfit:
            self.misfits.setdefault(text(question.case), said.misfit)
            return []
        if said.answer is None:
            self.silent(question, said.failed)
            return []
        for label in said.unchecked:
            self.unchecked[label] = self.unchecked.get(label, 0) + 1
        checks = judged(question, said.answer, self.whose)
        checks = [each for each in checks if each.label not in said.unchecked]
        verdict.checks += checks
        if all(each.verdict in (AGREES, FAILS) for each in checks):
            self.plain.append(Answered(question, said.answer, said.unchecked, said.by_machine))
        for check in checks:
            if check.verdict == FAILS and check.kind != "law":
                self._spot(check, question, said)
        return checks

    def out_of_range(self, checks: list[Check]) -> None:
        """Take what fails for what leaves the range of float32: with these very numbers in float64 it agrees."""
        failing = [each for each in checks if each.verdict == FAILS]
        kept = [each for each in self.verdict.checks if each not in failing]
        self.verdict.checks[:] = kept + [replace(each, verdict=OUT_OF_RANGE) for each in failing]
        self.plain[:] = self.plain[:-1]
        for each in failing:
            self.verdict.spots.pop(each.label, None)
            self.ranges.setdefault(each.case, []).append(each.label)

    def silent(self, question: Question, what: str) -> None:
        """Keep what there was in the place of an answer; settings of another form than usual may be the reason."""
        defaults = self.concept.defaults
        odd = {
            name: value
            for name, value in question.case.items()
            if name not in ABOUT
            and (not _of_one_form(value, defaults[name]) if name in defaults else isinstance(value, tuple))
        }
        if odd and what.startswith("raised"):
            said = ", ".join(f"{name}={value}" for name, value in odd.items())
            self.refused.setdefault(text(question.case), f"{said}: {what}")
            return
        self.verdict.lacking.append(Lacking(text(question.case), question.dtype, question.seed, what))

    def finish(self) -> None:
        """Say what there is to say of all answers together."""
        verdict, name = self.verdict, self.verdict.name
        if self.refused and not verdict.checks:
            for case, what in self.refused.items():
                verdict.lacking.append(Lacking(case, "", 0, what.partition(": ")[2]))
            self.refused = {}
        if self.skipped:
            names = dict.fromkeys(name for names in self.skipped.values() for name in names)
            which = f"with {', '.join(names)}, which {name} does not take"
            verdict.not_asked.append(f"not asked: {_cases(self.skipped)} {which}")
        if self.misfits:
            case, why = next(iter(self.misfits.items()))
            which = f"that do not fit it, as ({case}): {why}"
            verdict.not_asked.append(f"not asked: {_cases(self.misfits)} {which}")
        if self.refused:
            which = f"whose settings or axes {name} does not take, as {next(iter(self.refused.values()))}"
            verdict.not_asked.append(f"not asked: {_cases(self.refused)} {which}")
        if self.left_out:
            verdict.not_asked.append(f"not asked: {_cases(self.left_out)} that were left out")
        if self.spared:
            verdict.not_asked.append(f"not asked: {_cases(self.spared)} on real data, as it fails without")
        gradients = [f"d{each}" for each in self.concept.arguments if f"d{each}" in self.unchecked]
        outputs = [label for label in self.unchecked if label not in gradients]
        for what, labels in (("", sorted(outputs)), ("the gradients ", gradients)):
            if labels:
                verdict.unchecked.append(
                    f"not checked: {what}{', '.join(labels)}, which {name} does not return"
                )
        verdict.notes += [f"{name} {note}" for note in self.notes]
        for case, labels in self.ranges.items():
            verdict.notes.append(
                f"{', '.join(labels)}: out of the range of float32 in ({case}); in float64 it agrees there"
            )
        differing: dict[str, dict] = {}
        for check in verdict.checks:
            if check.verdict == DIFFERS:
                differing.setdefault(check.reason, {})[check.label] = None
        for reason, labels in differing.items():
            verdict.notes.append(f"{', '.join(labels)}: as {WORDS[self.whose]} rightly differs; {reason}")

    def _spot(self, check: Check, question: Question, said: Said) -> None:
        """Keep where an array is off, if this is the worst case of it so far."""
        label, array = check.label, said.answer[check.label]
        right = question.truth.labelled().get(label, (None, None, None))[2]
        before = self.verdict.spots.get(label)
        if right is None or array.shape != right.shape or (before and np.max(before.far) >= check.units):
            return
        far = off_in_doubt(question, label, array)
        flat = far.reshape(-1, far.shape[-1]) if far.ndim else far.reshape(1, 1)
        self.verdict.spots[label] = Spot(label, check.case, check.dtype, flat)


def _cases(some: Sized) -> str:
    return f"{len(some)} case{'s' * (len(some) > 1)}"


def _of_one_form(value: Any, default: Any) -> bool:
    """Return whether a setting's value is of its default's form: a number as a number, yes or no, a word."""
    forms = [bool, int | float, str, tuple, type(None)]
    form = next((each for each in forms if isinstance(default, each)), object)
    return isinstance(value, form) and (form is bool or not isinstance(value, bool))

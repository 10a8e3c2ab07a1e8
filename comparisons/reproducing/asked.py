"""What workers do for it: a question that was put is answered, judged, and told as the framework itself has it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from comparisons.judging.agreement import By, settle
from comparisons.judging.answering import Answer
from comparisons.judging.cases import text
from comparisons.judging.checking import answer_of, no_answer
from comparisons.judging.precision import eps
from comparisons.judging.question import Question
from comparisons.judging.ways import Way
from comparisons.processes.workers import Trouble, Worker
from comparisons.processes.workshop import Workshop


@dataclass(frozen=True)
class Truth:
    """What is true of one array, in scratch's layout: its numbers in float64, and how far each may be off.

    ``question`` is the one whose truth it is: with what the framework drew, on the side that it is on.
    """

    expected: np.ndarray
    tolerance: np.ndarray


@dataclass
class Bench:
    """A framework's worker and one that judges: what they say to a question that was put."""

    worker: Worker
    judge: Worker
    given: dict[str, Any] = field(default_factory=dict)

    def rows(self, question: Question, mode: str) -> list[dict]:
        """Return the rows of a question; of one that scratch refuses there is none."""
        name = question.concept.name
        if self.judge.ask(refusal, name, question):
            return []
        try:
            given = self.worker.ask(answer, name, question, mode)
        except Trouble as trouble:
            way = Way(mode, question.dtype)
            return [no_answer(name, self.worker, way, text(question.case), question.seed, trouble)]
        return self.judge.ask(judge, name, question, self.by(mode), given)

    def truth(self, question: Question, mode: str, label: str) -> tuple[Answer, Truth]:
        """Return what the framework answers, and what is true of one array of it."""
        name = question.concept.name
        given = self.worker.ask(answer, name, question, mode)
        return given, self.judge.ask(truth, name, question, self.by(mode), given, label)

    def versions(self) -> dict[str, str]:
        """Return the versions of what computes."""
        return self.worker.ask(versions, "")

    def by(self, mode: str) -> By:
        """Return who answers."""
        return By(self.worker.framework, self.worker.device, mode)


def put(question: Question, case: dict, arrays: dict, cotangents: dict | None = None) -> Question:
    """Return a question of the same concept, precision and seed to other numbers."""
    more = question.held_out, cotangents, question.dtype, question.seed
    if question.concept.kind == "distribution":
        return Question.draw(question.concept, case, question.dtype, question.seed)
    return Question.put(question.concept, case, arrays, *more)


def versions(workshop: Workshop, name: str) -> dict[str, str]:
    """Return the versions of what computes here."""
    return workshop.adapter.versions()


def refusal(workshop: Workshop, name: str, question: Question) -> str:
    """Return why scratch refuses a question, "" if it does not."""
    with np.errstate(all="ignore"):
        return question.refusal


def answer(workshop: Workshop, name: str, question: Question, mode: str) -> Answer:
    """Answer a question."""
    with np.errstate(all="ignore"):
        return answer_of(workshop, question, mode)


def judge(workshop: Workshop, name: str, question: Question, by: By, given: Answer) -> list[dict]:
    """Judge an answer; return rows of ``checks``. Raises what scratch raises where it cannot tell the truth."""
    with np.errstate(all="ignore"):
        return [each.row() for each in settle(question, given, by.framework, by.device, by.mode)[1]]


def judge_all(
    workshop: Workshop, name: str, question: Question, given: Sequence[tuple[By, Answer]]
) -> list[list[dict]]:
    """Judge several answers to one question, whose truth is found once; return the rows of each."""
    return [judge(workshop, name, question, by, each) for by, each in given]


def truth(workshop: Workshop, name: str, question: Question, by: By, given: Answer, label: str) -> Truth:
    """Return what is true of one array of an answer."""
    with np.errstate(all="ignore"):
        side = settle(question, given, by.framework, by.device, by.mode)[0]
        scale = side.scales[label]
    return Truth(np.asarray(side.truth[label]), side.allowed * eps(side.dtype) * scale)

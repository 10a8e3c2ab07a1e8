"""The panels of a story: each answers any concept's question, with the concept's own code, in a process of its own."""

from collections.abc import Callable, Mapping

import numpy as np

from comparisons.declaring.catalogue import load
from comparisons.judging.agreement import compare
from comparisons.judging.answering import Answer
from comparisons.judging.checking import answer_of
from comparisons.judging.question import Question
from comparisons.processes.workers import Trouble, Worker
from comparisons.processes.workshop import Workshop


class Panel:
    """One framework of a story. ``checks`` are the rows in which the law judged every array that it answered."""

    def __init__(self, worker: Worker, busy: Callable[[str], None] = lambda what: None):
        self.worker, self.busy = worker, busy
        self.checks: list[dict] = []
        self.trouble: Trouble | None = None

    def answer(
        self,
        name: str,
        *,
        cotangents: Mapping[str, np.ndarray] | None = None,
        held_out: Mapping[str, np.ndarray] | None = None,
        dtype: str = "float64",
        **given,
    ) -> Answer:
        """Answer one concept's question: ``answer("linear.dense", x=x, W=W, b=b)["y"]``.

        given         all of the concept's arrays, and settings or sizes, by scratch's names and in scratch's layouts
        cotangents    of an operation: the gradients of its outputs, ``dict(dy=...)``; random if they are not given.
                      Then ``["dW"]`` is the gradient of W
        held_out      of a training run: data for which the trained model's ``test_prediction`` is asked

        Every array is held against scratch on the same numbers. Raises Trouble if the panel gives no answer: a story
        need not catch it, it is told anew without that panel.
        """
        self.busy(f"{self.worker.framework} answers {name}")
        try:
            said, checks = self.worker.ask(answer, name, given, cotangents, held_out, dtype)
        except Trouble as trouble:
            self.trouble = trouble
            raise
        self.checks += checks
        return said


class Panels(dict[str, Panel]):
    """The panels of a story by framework, in the order in which they are shown."""

    def answer(self, name: str, **given) -> dict[str, Answer]:
        """Put one question to all panels, see :meth:`Panel.answer`; return their answers by framework."""
        return {framework: panel.answer(name, **given) for framework, panel in self.items()}

    def ask(self, name: str, output: str, **given) -> dict[str, np.ndarray]:
        """Return one array of each panel's answer, by framework.

        Each is given what all are, or, of {framework: array} as another ``ask`` returns it, its own.
        """
        return {
            framework: panel.answer(name, **{each: _of(framework, value) for each, value in given.items()})[
                output
            ]
            for framework, panel in self.items()
        }


def _of(framework: str, value):
    return value[framework] if isinstance(value, Mapping) and framework in value else value


def answer(
    workshop: Workshop, name: str, given: dict, cotangents: dict | None, held_out: dict | None, dtype: str
) -> tuple[Answer, list[dict]]:
    """Answer a question with a story's own arrays among what is given; return it with its rows of ``checks``."""
    concept = load(name)
    arrays = {each: value for each, value in given.items() if each in concept.arguments}
    case = {each: value for each, value in given.items() if each not in arrays}
    question = Question.put(concept, case, arrays, held_out, cotangents, dtype)
    said = answer_of(workshop, question)
    return said, [each.row() for each in compare(question, said, workshop.adapter.name, workshop.device)]

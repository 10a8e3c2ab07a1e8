"""The panel that is made by hand: it needs no weights loaded and no layout, its arrays are the question's."""

import inspect
from dataclasses import replace
from typing import ClassVar

import numpy as np
import threadpoolctl

from comparisons.judging.answering import Answer, by_name
from comparisons.judging.question import Question


class Scratch:
    """Scratch with one question before it, in the form in which frameworks are checked and timed."""

    name: ClassVar[str] = "scratch"

    def __init__(self, question: Question, device: str = "cpu", mode: str = "numpy"):
        self.question, self.device, self.mode = question, device, mode
        # The question's arrays have passed the gate: what is timed is the concept behind it.
        self.function, self.settings = inspect.unwrap(question.concept.function), question.settings
        self.cotangents = {f"d{name}": array for name, array in question.cotangents.items()}

    @classmethod
    def devices(cls) -> tuple[str, ...]:
        """NumPy computes on the processor alone."""
        return ("cpu",)

    @classmethod
    def versions(cls) -> dict[str, str]:
        """Return the version of NumPy."""
        return {"numpy": np.__version__}

    @classmethod
    def use_threads(cls, number: int) -> None:
        """Let BLAS use this many threads from now on."""
        threadpoolctl.threadpool_limits(number)

    @classmethod
    def use_tf32(cls, used: bool) -> None:
        """NumPy does nothing else."""

    @classmethod
    def place(cls, array: np.ndarray, device: str) -> np.ndarray:
        """Return the array: NumPy's own is all there is."""
        return array

    @classmethod
    def wait(cls, device: str) -> None:
        """Return at once: NumPy has finished when it returns."""

    def answer(self) -> Answer:
        """Answer the question."""
        answer, again = self.question.answer, self._drawn_anew(self.question.rng("again"))
        drawn = {name: np.stack([*answer.drawn[name], array]) for name, array in again.items()}
        return replace(answer, drawn=answer.drawn | drawn)

    def _drawn_anew(self, rng: np.random.Generator) -> dict[str, np.ndarray]:
        """Return what the question draws, drawn once more."""
        drawers = {name: self.question.concept.drawer(name) for name in self.question.draws}
        return {
            name: draw(rng, self.question.arrays[name].shape, **by_name(draw, self.settings, 2))
            for name, draw in drawers.items()
        }

    def work(self, which: str):
        """Return the function that the clock times; see :meth:`Framework.work`."""
        arrays, settings = self.question.arrays, self.settings
        if which == "epoch":
            settings = settings | dict(epochs=1)
        if which == "draw":
            rng, shape = np.random.default_rng(0), self.question.case["shape"]
            return lambda: self.function(rng, shape, **settings)
        if self.question.draws:
            rng = np.random.default_rng(0)
            forward = lambda: self.function(**arrays | self._drawn_anew(rng), **settings)  # noqa: E731
        else:
            forward = lambda: self.function(**arrays, **settings)  # noqa: E731
        return (lambda: forward()[1](**self.cotangents)) if which == "forward and backward" else forward

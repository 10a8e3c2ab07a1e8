"""What was said to a person's own numbers, as tables and as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from comparisons.judging.answering import Answer
from comparisons.numbers import distances, shares
from comparisons.numbers.numbers import Numbers
from comparisons.numbers.theirs import Theirs
from comparisons.processes.adapters import ADAPTERS
from comparisons.tables import COLUMNS

#: Where answers are kept by framework, this is the name of the truth.
TRUTH = "truth"


@dataclass
class Answers:
    """What was said to a person's numbers.

    numbers       what was asked: ``numbers.arrays`` are the arrays, those that were drawn among them
    frame         a DataFrame with a row for every array of every answer, as ``check`` returns it
    reasons       a DataFrame: declared reasons, each with the roundings that it makes in these numbers and its share
    apart         a DataFrame: how many roundings two panels are apart, array by array, whoever is right
    outputs       ``outputs["keras"]["y"]``, in scratch's layout, in the first dtype that was asked; of training runs
                  weights, history and prediction, of optimizers the path; ``outputs["truth"]`` are those of scratch in
                  float64
    gradients     ``gradients["keras"]["W"]``, the same
    theirs        how a framework names and orders the arrays, if they were given so; then :meth:`write` does, too
    by_dtype      ``by_dtype["float32"]["keras"]`` is a whole answer: outputs, gradients, and what was drawn
    cotangents    the gradients that arrived at the outputs, by dtype and name of the output
    """

    numbers: Numbers
    theirs: Theirs | None = None
    dtypes: Sequence[str] = ()
    by_dtype: dict[str, dict[str, Answer]] = field(default_factory=dict)
    cotangents: dict[str, dict[str, np.ndarray]] = field(default_factory=dict)
    checks: list[dict] = field(default_factory=list)
    shares: list[dict] = field(default_factory=list)
    distances: list[dict] = field(default_factory=list)

    @property
    def outputs(self) -> dict[str, dict[str, np.ndarray]]:
        """The outputs of every panel by name, in the first dtype."""
        return {panel: answer.outputs for panel, answer in self.first.items()}

    @property
    def gradients(self) -> dict[str, dict[str, np.ndarray]]:
        """The gradients of every panel by name of the argument, in the first dtype."""
        return {panel: answer.gradients for panel, answer in self.first.items()}

    @property
    def frame(self):
        """The rows of checks as a DataFrame, in the order of dtypes and panels."""
        return self._framed(self.checks, COLUMNS["checks"])

    @property
    def reasons(self):
        """The shares of declared reasons as a DataFrame."""
        return self._framed(self.shares, shares.COLUMNS)

    @property
    def apart(self):
        """The distances of panels from each other as a DataFrame."""
        return self._framed(self.distances, distances.COLUMNS)

    @property
    def overflowing(self) -> list[str]:
        """The names of the arrays that hold a number which is infinite in a dtype that was asked."""
        real = {name: np.asarray(array) for name, array in self.numbers.arrays.items()}
        with np.errstate(over="ignore"):
            return [
                name
                for name, array in real.items()
                if array.dtype.kind == "f"
                and any((np.isinf(array.astype(d)) & ~np.isinf(array)).any() for d in self.dtypes)
            ]

    def write(self, path: str | Path) -> None:
        """Write all arrays into an npz file: ``float64/keras/y``, ``float64/keras/dW``, ``float64/truth/y``.

        What was asked is in it as ``x``, ``W`` and ``dy``, so that drawn arrays can be asked with again. Names and
        layouts are scratch's, or those of the framework by whose names the arrays were given. Raises OSError.
        """
        np.savez(path, **self.arrays())

    def arrays(self) -> dict[str, np.ndarray]:
        """Return all arrays as :meth:`write` names them."""
        named = (
            self.theirs.named if self.theirs else lambda labelled: {n: a for n, (*_, a) in labelled.items()}
        )
        asked = {name: ("argument", name, array) for name, array in self.numbers.arrays.items()}
        for cotangents in self.cotangents.values():
            asked = {f"d{name}": ("gradient", name, array) for name, array in cotangents.items()} | asked
        written = named(asked)
        for dtype, panels in self.by_dtype.items():
            for panel, answer in panels.items():
                every = answer.labelled() | {
                    name: ("drawn", name, each) for name, each in answer.drawn.items()
                }
                written |= {f"{dtype}/{panel}/{label}": array for label, array in named(every).items()}
        return written

    @property
    def first(self) -> dict[str, Answer]:
        """The answers in the first dtype, by panel."""
        return next(iter(self.by_dtype.values()), {})

    def _framed(self, rows: list[dict], columns: Sequence[str]):
        import pandas

        panels = list(ADAPTERS)
        place = lambda row: (self.dtypes.index(row["dtype"]), panels.index(row["framework"]))  # noqa: E731
        return pandas.DataFrame(sorted(rows, key=place), columns=list(columns))

    def _repr_html_(self) -> str:
        return self.frame.to_html(notebook=True)

    def __str__(self):
        return f"{self.numbers}\n{self.frame[['dtype', 'framework', 'kind', 'array', 'units', 'verdict']]}"

"""The page of two models side by side: what differs on top, below it both graphs, a line for each pair of layers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import inf, nan
from pathlib import Path

import pandas as pd

from reports.files import put
from reports.pages import environment, style
from reports.verdicts import AGREES, DIFFERS, FAILS, Judgement
from reports.write import ASSETS, csv

#: What the page is called. In the folder of a report it stands beside the front page.
PAGE = "align.html"

#: What its tables need.
SCRIPTS = ("site.js", "tablesort.min.js", "tablesort.LICENCE.txt")

#: By what a finding is of: the word for it, and whether it changes what the models return.
KINDS = {
    "weights": ("Weights", True),
    "layer": ("Layer", True),
    "gradient": ("Gradient", True),
    "glue": ("Between layers", True),
    "unpaired": ("No partner", True),
    "unseen": ("Not seen", True),
    "end to end": ("End to end", True),
    "training": ("In training alone", False),
    "setting": ("A setting without effect on these inputs", False),
}

#: From so many lines on, those where all is well are folded, so many at most in one fold and at least so many.
LONG, MOST, LEAST = 36, 40, 4


def write(told: Mapping, tables: Mapping[str, pd.DataFrame], folder: Path) -> Path:
    """Write the page, what it needs, and its tables as CSV into a folder, which is made if need be; return the page.

    told     plain values, as of :meth:`comparisons.aligning.report.Report.told`
    tables   by name: findings and pairs

    Raises OSError if the folder cannot be written.
    """
    for name, content in files(told, tables):
        put(folder / name, content)
    return folder / PAGE


def files(told: Mapping, tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of every file, the page last: its links hold."""
    templates = environment()
    for name, table in tables.items():
        yield f"align/{name}.csv", csv(table)
    for name in SCRIPTS:
        yield name, (ASSETS / name).read_bytes()
    name, text = style(templates)
    yield name, text.encode()
    rows = [Row(line, told["causes"]) for line in told["lines"]]
    page = templates.get_template("aligned.html").render(
        root="", infinity=inf, told=told, kinds=KINDS, folds=list(folded(rows)), worst=_worst(rows),
        pairs=tables["pairs"], steps=[Judgement(AGREES, roundings) for roundings in (0.5, 1, 4, 8, 16)],
    )  # fmt: skip
    yield PAGE, page.encode()


@dataclass
class Row:
    """A line of the graphs: what both models do before it, and the layers themselves, each with its judgement.

    ``causes`` are the numbers of what was found in the layer, ``before`` those of what was found before it.
    """

    line: Mapping
    every: Sequence[Mapping] = field(repr=False)

    def __post_init__(self):
        self.causes, self.before = self._found("layer"), self._found("before")

    def _found(self, part: str) -> list[int]:
        here = self.line["id"], part
        return [
            number
            for number, cause in enumerate(self.every, 1)
            if any((place["line"], place["part"]) == here for place in cause["places"])
        ]

    @property
    def calm(self) -> bool:
        """Whether nothing was found here."""
        return not self.causes and not self.before

    @property
    def alone(self) -> bool:
        """Whether a layer stands here that has no partner."""
        return bool(self.line["pytorch"]) != bool(self.line["keras"])

    @property
    def judgement(self) -> Judgement:
        """What is said of the layers."""
        pair = self.line["pair"] or {}
        return self._judged(self.causes, pair.get("output", nan))

    @property
    def judgement_before(self) -> Judgement:
        """What is said of what comes before them; nothing else than a fault is counted there."""
        far = max((place["far"] for number in self.before for place in self._places(number)), default=nan)
        return self._judged(self.before, far)

    @property
    def gradient(self) -> float:
        """How many roundings the worst gradient of the layer is off; NaN where none was compared."""
        return (self.line["pair"] or {}).get("gradient", nan)

    @property
    def blamed(self) -> set[str]:
        """What of all that is done before the layers was found to be the cause, by name."""
        places = [place for number in self.before for place in self._places(number)]
        return {each["keras"].partition(" (before ")[0] for each in places} | {
            each["pytorch"] for each in places
        }

    def _places(self, number: int) -> list[Mapping]:
        return [each for each in self.every[number - 1]["places"] if each["line"] == self.line["id"]]

    def _judged(self, numbers: list[int], far: float) -> Judgement:
        if not numbers:
            return Judgement(AGREES, far)
        fails = any(KINDS[self.every[number - 1]["what"]][1] for number in numbers)
        return Judgement(FAILS if fails else DIFFERS, far)


@dataclass(frozen=True)
class Fold:
    """Rows that stand together, folded or open."""

    rows: list[Row]
    closed: bool

    @property
    def worst(self) -> float:
        """The roundings of the worst of its pairs."""
        return _worst(self.rows)

    @property
    def ends(self) -> list[str]:
        """What the first and the last of its layers are called in Keras, or in PyTorch where they have no partner."""
        named = [row.line["keras"] or row.line["pytorch"] for row in self.rows]
        names = [each["name"] for each in named if each]
        return list(dict.fromkeys([names[0], names[-1]])) if names else []


def folded(rows: Sequence[Row]) -> Iterator[Fold]:
    """Yield the rows in folds: of a long graph those where nothing was found are closed, in blocks of the model.

    The rows on both sides of what was found stay open.
    """
    if len(rows) <= LONG:
        yield Fold(list(rows), False)
        return
    near = {
        other for number, row in enumerate(rows) if not row.calm for other in (number - 1, number, number + 1)
    }
    open_rows: list[Row] = []
    for calm, run in groupby(range(len(rows)), key=lambda number: number not in near):
        run = [rows[number] for number in run]
        if not calm or len(run) < LEAST:
            open_rows += run
            continue
        if open_rows:
            yield Fold(open_rows, False)
            open_rows = []
        for block in _blocks(run):
            yield Fold(block, True)
    if open_rows:
        yield Fold(open_rows, False)


def _blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield rows in parts that are not too long, which end where a block of the model does, if they can."""
    together = [rows[0]]
    for number, (before, row) in enumerate(pairwise(rows), 1):
        ends = len(together) >= MOST or (len(together) >= MOST // 2 and _block(row) != _block(before))
        if ends and len(rows) - number >= LEAST:
            yield together
            together = []
        together.append(row)
    yield together


def _block(row: Row) -> str:
    """Return the part of the model that a layer is in, by the first word of its address."""
    layer = row.line["pytorch"]
    return layer["name"].partition(".")[0] if layer else ""


def _worst(rows: Sequence[Row]) -> float:
    return max((row.line["pair"]["output"] for row in rows if row.line["pair"]), default=nan)

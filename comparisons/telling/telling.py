"""What a story yields: scores for the table of accuracy, tables, pictures, and claims that hold or do not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from comparisons.judging.agreement import UNAVAILABLE
from comparisons.judging.precision import ALLOWED
from comparisons.judging.rounding import magnitude, units
from comparisons.processes.workers import Trouble
from reports.drawing import WIDTH, drawing
from reports.panels import PANELS
from reports.playing import Play, play


@dataclass(frozen=True)
class Claim:
    """A sentence that holds or does not, the values that it rests on, and the picture or table beside which it stands.

    One that stands beside nothing stands at the end; the exercise's beside ``EXERCISE``.
    """

    text: str
    holds: bool
    values: str = ""
    beside: str = ""


@dataclass(frozen=True)
class Table:
    """A tidy table and what it shows. Rows of all panels have the columns ``framework`` and ``value``."""

    title: str
    frame: pd.DataFrame


@dataclass
class Picture:
    """A picture as an SVG element, and what it shows; ``play`` if it is the first frame of several."""

    title: str
    svg: str = ""
    play: Play | None = None


@dataclass
class Telling:
    """All that came out of one story.

    told         what the story's file says of it, see :func:`comparisons.stories.describe`
    data         the data set that was named in the place of its own, "" if none was
    accuracy     rows for the table of accuracy
    tables       by name, each with its title
    pictures     by name, each with its title
    claims       in the order in which they were made
    findings     what it claims of its own data, and whether other data bear it out: that they do not is no fault
    place        what is claimed next stands beside this picture or table, the last that was kept
    absent       the panels that gave no answer, each with its trouble
    trouble      why the story could not be told to its end, "" if it was
    seconds      how long it took
    """

    told: dict
    data: str = ""
    accuracy: list[dict] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    findings: list[Claim] = field(default_factory=list)
    place: str = ""
    absent: dict[str, Trouble] = field(default_factory=dict)
    trouble: str = ""
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """The story's name."""
        return self.told["story"]

    @property
    def folder(self) -> str:
        """Where its files lie: by its name, and by its data if they are not its own."""
        return f"{self.name}_on_{self.data}" if self.data else self.name

    @property
    def faults(self) -> list[str]:
        """What is wrong: that the story broke off, panels that crashed or hung, claims that do not hold."""
        lost = [
            f"{framework} {trouble.verdict}: {trouble.reason}"
            for framework, trouble in self.absent.items()
            if trouble.verdict != UNAVAILABLE
        ]
        false = [f"{claim.text} ({claim.values})" for claim in self.claims if not claim.holds]
        return [*([f"it broke off: {self.trouble}"] if self.trouble else []), *lost, *false]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong. A panel that is unavailable here is none of the story's faults."""
        return not self.faults

    def row(self) -> dict:
        """Return all but the pictures in words and numbers that a program can read."""
        return dict(
            story=self.name,
            data=self.data,
            title=self.told["title"],
            holds=self.holds,
            faults=self.faults,
            unavailable={name: t.reason for name, t in self.absent.items() if t.verdict == UNAVAILABLE},
            seconds=round(self.seconds, 2),
            claims=[asdict(claim) for claim in self.claims],
            findings=[asdict(finding) for finding in self.findings],
            accuracy=self.accuracy,
            tables={name: table.frame.to_dict("records") for name, table in self.tables.items()},
            pictures={name: picture.title for name, picture in self.pictures.items()},
        )

    def claim(self, text: str, holds: bool | np.bool_, **values) -> None:
        """Claim something, with the values that it rests on: numbers, or dicts of numbers by framework.

        On data that are not the story's own it is a finding.
        """
        (self.findings if self.data else self.claims).append(self._claim(text, holds, values))

    def law(self, text: str, holds: bool | np.bool_, **values) -> None:
        """Claim what must hold on any data, see :meth:`claim`."""
        self.claims.append(self._claim(text, holds, values))

    def _claim(self, text: str, holds: bool | np.bool_, values: dict) -> Claim:
        told = "; ".join(f"{name.replace('_', ' ')} {_written(value)}" for name, value in values.items())
        return Claim(text, bool(holds), told, self.place)

    def agree(self, text: str, arrays: Mapping[str, np.ndarray], dtype: str = "float64") -> None:
        """Claim that arrays by framework are the same by the law: those of the first panel are the truth."""
        truth, *others = (np.asarray(array) for array in arrays.values())
        worst = 0.0
        for array in others:
            fits = array.shape == truth.shape
            far = units(array, truth, dtype, magnitude(truth)) if fits else np.inf
            worst = max(worst, float(np.max(far, initial=0.0)))
        self.law(text, worst <= ALLOWED, roundings_off=worst, allowed=ALLOWED)

    def score(self, *, framework: str, metric: str, value: float, **where: str) -> None:
        """Add a row of accuracy; ``where`` are data, if they are the story's own, model, setting and split."""
        blank = dict.fromkeys(("data", "model", "framework", "setting", "split", "metric"), "")
        row = dict(framework=framework, metric=metric, value=float(value))
        where |= dict(data=self.data) if self.data else {}
        self.accuracy.append(dict(story=self.name) | blank | where | row)

    def scores(self, values: Mapping[str, float], **where: str) -> None:
        """Add a row of accuracy for each panel, of values by framework; see :meth:`score`."""
        for framework, value in values.items():
            self.score(framework=framework, value=value, **where)

    def table(self, name: str, title: str, rows) -> None:
        """Keep a tidy table: a DataFrame, or dicts. With the columns framework and value, panels stand side by side."""
        self.tables[name] = Table(title, pd.DataFrame(rows))
        self.place = name

    def by_panel(self, name: str, title: str, what: str | Sequence[str], values: Mapping) -> None:
        """Keep a table in which panels stand side by side: ``values`` are {row: {framework: value}}.

        ``what`` is the column that tells rows apart. Where several do it is a tuple of columns, and so is each row.
        """
        columns = [what] if isinstance(what, str) else what
        self.table(name, title, [
            dict(zip(columns, [row] if isinstance(what, str) else row, strict=True), framework=framework, value=value)
            for row, by in values.items() for framework, value in by.items()
        ])  # fmt: skip

    @contextmanager
    def picture(self, name: str, title: str, height: float = 3.2, width: float = WIDTH) -> Iterator[Figure]:
        """Yield a figure to draw on, sizes in inches; the title says what is seen. It is kept when the block ends."""
        picture = Picture(title)
        with drawing(f"{self.name}-{name}", title, width, height) as (figure, svg):
            yield figure
            picture.svg = svg()
        self.pictures[name] = picture
        self.place = name

    def frames(
        self,
        name: str,
        title: str,
        label: str,
        draw: Mapping[float | str, Callable[[Figure], None]],
        start: float | str | None = None,
        height: float = 3.2,
        width: float = WIDTH,
    ) -> None:
        """Keep a picture with a slider: for each value of what the label names, a function that draws on a figure.

        ``start`` is the value of the frame that is shown first, alone without a script and on paper; the middle one if
        none is named. Frames whose axes have the same limits are small: only what moves is kept of each.
        """
        frames = {}
        for value, on in draw.items():
            with drawing(f"{self.name}-{name}", title, width, height) as (figure, svg):
                on(figure)
                frames[value] = svg()
        played = play(label, frames, start)
        self.pictures[name] = Picture(title, played.svg(played.start), played)
        self.place = name


def _written(value) -> str:
    """Write a value that a claim rests on; what is the same in all panels is written once."""
    if isinstance(value, Mapping):
        parts = {
            PANELS[name].title if name in PANELS else name: _written(each) for name, each in value.items()
        }
        if len(set(parts.values())) == 1:
            return next(iter(parts.values()))
        return ", ".join(f"{name}: {each}" for name, each in parts.items())
    if isinstance(value, str):
        return value
    array = np.asarray(value)
    if array.ndim:
        return ", ".join(_written(each) for each in array)
    return f"{array:.4g}" if array.dtype.kind == "f" else str(array)

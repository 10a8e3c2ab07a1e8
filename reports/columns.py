"""The columns of the matrix: every way to ask that has, or should have, a verdict on each concept."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reports.panels import ALL, DTYPES, MODES, PANELS, USUAL


class Column(NamedTuple):
    """A column of the matrix: a framework, the mode in which it ran, and a dtype."""

    framework: str
    mode: str
    dtype: str

    @property
    def is_usual(self) -> bool:
        """Whether every concept is asked so, and not only where somebody wants it."""
        return self.framework in PANELS and self.mode == USUAL[self.framework]


def columns(checks: Iterable[dict]) -> list[Column]:
    """Return the columns of some checks in the order of panels, modes and precisions; none of the panels is lacking."""
    seen = {Column(check["framework"], check["mode"], check["dtype"]) for check in checks}
    seen = {column for column in seen if column.framework in ALL and column.dtype}
    usual = {column.dtype for column in seen if column.is_usual} or DTYPES
    owed = {Column(name, USUAL[name], dtype) for name in PANELS if name != "scratch" for dtype in usual}
    return sorted(seen | owed, key=_place)


def _place(column: Column) -> tuple:
    return tuple(map(_among, column, ([*ALL], MODES, DTYPES)))


def _among(name: str, known: Sequence[str]) -> tuple[int, str]:
    """Return the place of a name among those that are known, behind all of them for another."""
    return (known.index(name) if name in known else len(known)), name

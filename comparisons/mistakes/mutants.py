"""Scratch as it would read with a mistake.

Whoever's result equals that of a changed scratch, array by array and case by case, has made that mistake, in whatever
words and framework his own is written.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from types import CodeType

from comparisons.mistakes.laboratory import Laboratory, Part
from comparisons.mistakes.readings import Piece
from comparisons.mistakes.slips import slips


@dataclass(frozen=True)
class Mutant:
    """Scratch's function of a concept, with a part of it that reads otherwise."""

    laboratory: Laboratory
    part: Part
    pieces: tuple[Piece, ...]
    code: CodeType
    kind = "slip"

    @contextmanager
    def acting(self, dtype: str) -> Iterator:
        """Return the function with the mistake, for a while."""
        with self.part.reading(self.code):
            yield self.laboratory.concept

    @cached_property
    def rank(self) -> tuple:
        """How simple it is: few places, near the concept, few letters."""
        letters = sum(map(self._letters, self.pieces))
        return len(self.pieces), self.laboratory.parts.index(self.part), letters

    def _letters(self, piece: Piece) -> int:
        """Return how many letters change; one that is there counts for some that are missing."""
        start, end, new = piece
        old = self.part.text[start:end]
        same = _alike(old, new)
        old, new = old[same:], new[same:]
        same = _alike(old[::-1], new[::-1])
        return len(old) - same + 3 * (len(new) - same)

    @property
    def text(self) -> str:
        """Both readings of the lines, as they are written."""
        lines = defaultdict(list)
        for piece in self.pieces:
            lines[self._lines(piece)].append(piece)
        numbers = [
            self.part.text.count("\n", 0, place) + 1 for first, last in lines for place in (first, last)
        ]
        numbers = list(map(str, dict.fromkeys(numbers)))
        where = (
            f"line {numbers[0]}"
            if len(numbers) == 1
            else f"lines {', '.join(numbers[:-1])} and {numbers[-1]}"
        )
        where = f"{where} of {self.part.file}"
        after, before = (
            " … ".join(f"‹{_flat(self._reading(first, last, pieces))}›" for (first, last), pieces in each)
            for each in (lines.items(), [(span, []) for span in lines])
        )
        if [new for *_, new in self.pieces] == ["pass"]:
            return f"{where} {'is' if len(numbers) == 1 else 'are'} missing: {before}"
        return f"{where} read {after} where {'it reads' if len(numbers) == 1 else 'they read'} {before}"

    def _lines(self, piece: Piece) -> tuple[int, int]:
        """Return where the lines that a piece is in begin and end."""
        start, end, _ = piece
        return self.part.text.rfind("\n", 0, start) + 1, self.part.text.find("\n", end)

    def _reading(self, first: int, last: int, pieces: list[Piece]) -> str:
        text = self.part.text[first:last]
        for start, end, new in sorted(pieces, reverse=True):
            text = text[: start - first] + new + text[end - first :]
        return text


def mutants(laboratory: Laboratory) -> Iterator[Mutant]:
    """Yield scratch with every single slip in the functions behind a concept, those of its own first."""
    for part in laboratory.parts:
        for pieces in slips(part):
            code = part.changed(pieces)
            if code is not None:
                yield Mutant(laboratory, part, tuple(pieces), code)


def _alike(one: str, other: str) -> int:
    """Return with how many letters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _flat(text: str) -> str:
    """Return lines as one, without what is said beside the code."""
    return " ".join(line.partition("  # ")[0].strip() for line in text.split("\n")).strip()

"""A story woven: its text, and beside it what it speaks of: a picture or a table, and what that shows.

The author says where something belongs by its name in brackets, a paragraph of its own: ``[curves]``. Several stand
below one another where several are named. What was claimed after a picture was drawn, and before the next, is what it
shows, and stands below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

#: Beside it stands what the answer to a story's exercise claims.
EXERCISE = "exercise"
_MARKS = re.compile(r"\n*^((?:\[\w+\]\s*)+)$\n*", re.MULTILINE)


@dataclass
class Knot:
    """Some text, and what stands beside it: pictures and tables by name, each with what it shows."""

    text: str
    names: list[str] = field(default_factory=list)


class Woven:
    """A telling, woven; it has the attributes of :class:`comparisons.telling.telling.Telling`.

    What came out of it that no mark names is left for the end; a mark of what did not come out is passed over.
    """

    def __init__(self, telling):
        self.telling = telling
        told = telling.told
        self.knots, self.answer = list(knots(told["text"] or told["title"])), list(knots(told["answer"]))
        self.marked = {name for knot in [*self.knots, *self.answer] for name in knot.names}

    def claims(self, place: str) -> list:
        """Return what is claimed beside a picture or a table."""
        return [claim for claim in self.telling.claims if claim.beside == place]

    @property
    def left_claims(self) -> list:
        """What is claimed beside nothing that is marked."""
        places = self.marked | {EXERCISE}
        return [claim for claim in self.telling.claims if claim.beside not in places]

    @property
    def left_pictures(self) -> dict:
        """The pictures that no mark names."""
        return {name: each for name, each in self.telling.pictures.items() if name not in self.marked}

    @property
    def left_tables(self) -> dict:
        """The tables that no mark names."""
        return {name: each for name, each in self.telling.tables.items() if name not in self.marked}


def unmarked(text: str) -> str:
    """Return a story's text without its marks."""
    return _MARKS.sub("\n\n", text).strip()


def knots(text: str) -> Iterator[Knot]:
    """Yield the text of a story up to each mark, with the names that are marked there; the last may have none."""
    *pairs, rest = _MARKS.split(text)
    for said, marks in zip(pairs[::2], pairs[1::2], strict=True):
        yield Knot(said, re.findall(r"\w+", marks))
    if rest.strip():
        yield Knot(rest)

"""Pictures to play with: one frame for every value of something, and a slider that the page's script makes.

Without a script, and in print, the frame with which it starts is a plain picture. The frames travel as what they have
in common, in pieces, and what stands between the pieces: only what moves is there many times.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from markupsafe import Markup

from reports.numbers import minus

_TAGS = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True)
class Play:
    """Frames by value. ``label`` names what the slider moves, ``start`` is the place of the frame that is shown first.

    Frame f is ``pieces[0] + frames[f][0] + pieces[1] + frames[f][1] + …``; there is one piece more than a frame has.
    """

    label: str
    values: list[str]
    start: int
    pieces: list[str]
    frames: list[list[str]]

    def svg(self, place: int) -> Markup:
        """Return a frame as an SVG element."""
        between = [*self.frames[place], ""]
        return Markup("").join(
            Markup(piece + moved) for piece, moved in zip(self.pieces, between, strict=True)
        )

    @property
    def data(self) -> dict:
        """All of it, as the page's script reads it."""
        return asdict(self)


def play(label: str, frames: Mapping[float | str, str], start: float | str | None = None) -> Play:
    """Return what can be played of {value: SVG element}; it starts at a value, in the middle if none is named.

    Raises ValueError if no frame has the value at which it is to start, KeyError if there are no frames.
    """
    values = list(frames)
    place = len(values) // 2 if start is None else values.index(start)
    pieces, moved = _apart([_TAGS.split(frame) for frame in frames.values()])
    return Play(label, [_written(value) for value in values], place, pieces, moved)


def _apart(every: Sequence[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Return the pieces that all frames have, and what each has between them, from the tags and texts of each."""
    if len({len(frame) for frame in every}) > 1:
        before, after = _same(every), _same([frame[::-1] for frame in every])
        after = min(after, min(map(len, every)) - before)
        middles = [["".join(frame[before : len(frame) - after])] for frame in every]
        return ["".join(every[0][:before]), "".join(every[0][len(every[0]) - after :])], middles
    pieces, moved, moves = [""], [[] for _ in every], False
    for tokens in zip(*every, strict=True):
        if len(set(tokens)) == 1:
            pieces[-1] += tokens[0]
            moves = moves and not tokens[0].strip()
        elif moves:
            for frame, token in zip(moved, tokens, strict=True):
                frame[-1] += pieces[-1] + token
            pieces[-1] = ""
        else:
            for frame, token in zip(moved, tokens, strict=True):
                frame.append(token)
            pieces.append("")
            moves = True
    return pieces, moved


def _same(every: Sequence[list[str]]) -> int:
    """Return with how many tokens all frames begin alike."""
    alike = [len(set(tokens)) == 1 for tokens in zip(*every, strict=False)]
    return next((place for place, same in enumerate(alike) if not same), len(alike))


def _written(value: float | str) -> str:
    return value if isinstance(value, str) else minus(f"{value:g}")

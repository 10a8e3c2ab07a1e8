"""Where a framework keeps an array, drawn: a box as long as its axes are, lying or standing, with its axes named."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

_TOKEN = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|[^\s\[\]()]+")
_LENGTHS = (34, 56, 44, 26, 66)  # pixels, one after the other for the axes that a concept names
_THIN, _LETTER, _LINE, _SHEET = 13, 7, 16, 4
_SVG = Markup('<svg class="box {}" role="img" aria-label="{}" width="{:.0f}" height="{:.0f}">{}</svg>')


class Boxes:
    """Draws the arrays of one concept, from the rows of its layouts; an axis has one length in all of them."""

    def __init__(self, layouts: Iterable[dict]):
        self.lengths: dict[str, int] = {}
        self.axes: dict[str, list[str]] = {}
        for row in layouts:
            ours, axes = _TOKEN.findall(row["ours"]), row["axes"].split()
            axes = self.axes.setdefault(row["array"], axes if len(axes) == len(ours) else ours)
            for place, token in enumerate(ours):
                # Blocks and merged axes: one framework's layout says what another's need not.
                if token[0] in "[(":
                    axes[place] = token

    def scratch(self, array: str) -> Markup:
        """Draw an array as scratch has it."""
        return self._box(self.axes[array], "scratch")

    def theirs(self, row: dict) -> Markup:
        """Draw an array where a framework keeps it; of a weight that holds several, the other parts are dashed."""
        ours = dict(zip(_TOKEN.findall(row["ours"]), self.axes[row["array"]], strict=False))
        index, parts = (None if row[key] != row[key] else row[key] for key in ("index", "parts"))
        rows = 0 if index is None or parts else max(2, int(index) + 1)  # a row, of some number of rows
        tokens = [ours.get(token, token) for token in _TOKEN.findall(row["theirs"])]
        return self._box(tokens, row["framework"], int(index or 0), int(parts or rows or 1), stacked=rows > 0)

    def _length(self, token: str) -> int:
        """Return how long an axis is drawn."""
        if token[0] == "[":
            return _THIN * 2 * len(token[1:-1].split())
        if token == "1":
            return _THIN
        return self.lengths.setdefault(token, _LENGTHS[len(self.lengths) % len(_LENGTHS)])

    def _box(
        self, tokens: list[str], framework: str, place: int = 0, tiles: int = 1, stacked: bool = False
    ) -> Markup:
        """Draw rows downwards and columns to the right, further axes as sheets behind; one of the tiles is filled."""
        *behind, rows, columns = [""] * (2 - len(tokens)) + tokens
        height, width = (self._length(token) if token else _THIN for token in (rows, columns))
        down, right = (height, 0) if stacked or rows else (0, width)
        if tiles > 1:  # the more there are, the smaller they are
            height, width, down, right = (round(0.7 * each) for each in (height, width, down, right))
        side = " × ".join(_name(token) for token in [*behind, rows] if token)
        left = _LETTER * len(side) + 8 if side else 2
        corners = [(left + right * tile, _LINE + down * tile) for tile in range(tiles)]
        styles = ["" if tile == place else "rest" for tile in range(tiles)]
        drawn = [
            _sheets(*corner, width, height, len(behind), style)
            for corner, style in zip(corners, styles, strict=True)
        ]
        drawn += _letters(*corners[place], width, height, rows, columns)
        label = Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format
        across = left + (right * (tiles - 1) + width) / 2
        along = _LINE + (down * (tiles - 1) + height) / 2 + 4
        drawn += [label(left - 6, along, "end", side), label(across, 11, "middle", _name(columns))]
        total = max(left + right * (tiles - 1) + width, across + _LETTER * len(_name(columns)) / 2) + 2
        total_height = _LINE + down * (tiles - 1) + height + _SHEET * len(behind) + 2
        what = " by ".join(map(_name, tokens)) or "a number"
        return _SVG.format(framework, what, total, total_height, Markup("").join(drawn))


def _name(token: str) -> str:
    """Write an axis as people do: ``4*h`` as 4h, merged axes with a dot between them."""
    return "" if token[:1] == "[" else "·".join(token.strip("()").split()).replace("*", "")


def _sheets(x: float, y: float, width: float, height: float, behind: int, style: str) -> Markup:
    """Draw a rectangle, and those that look out behind it, the hindmost first."""
    sheet = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format
    steps = [_SHEET * step for step in range(behind, -1, -1)]
    return Markup("").join(sheet(style, x + step, y + step, width, height) for step in steps)


def _letters(x: float, y: float, width: float, height: float, rows: str, columns: str) -> list[Markup]:
    """Draw the names of blocks into a box, with lines between them."""
    line = Markup('<path d="M{} {}{}{}"/>').format
    letter = Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format
    drawn = []
    for axis, token in enumerate((rows, columns)):
        blocks = token[1:-1].split() if token[:1] == "[" else []
        for number, name in enumerate(blocks):
            share = (number + 0.5) / len(blocks)
            at = (x + width * share, y + height / 2 + 4) if axis else (x + width / 2, y + height * share + 4)
            drawn.append(letter(*at, escape(name)))
            if number:
                part = number / len(blocks)
                start = (x + width * part, y) if axis else (x, y + height * part)
                drawn.append(line(*start, "v" if axis else "h", height if axis else width))
    return drawn

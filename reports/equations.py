"""Blocks of equations in docstrings, typeset: each row a row of a grid whose columns stay where they were.

Two or more spaces part a row into cells: an equation, another, a remark in words. In a cell plain words are text and
what lies between them is MathML, whose alternative text is its source. A picture in letters, code, and brackets that
are closed in another line are no equations: they stay as they are.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from unicodedata import combining

from markupsafe import Markup, escape

from reports.mathml import FUNCTIONS, Token, math, tokens

_CODE = re.compile(r"\w\.\w+\(|->|\w: \w+\[|: \w+ = |\bNone\b")
_CELL = re.compile(r"\S+(?: \S+)*")
_CONNECTED = re.compile(r" {2,}(?=[=←])|(?<= [=←]) {2,}")
_RELATIONS = frozenset("=←≤<>≥~∈+")
_BINARY = frozenset("=←/+∗×⊙≤<>~·") | {"+="}

#: Words that join equations, and more that are never a name in one.
_JOINS = frozenset(("where", "if", "else", "and", "or", "with", "in", "for", "of", "from", "to"))
_PLAIN = _JOINS | frozenset((
    "is", "are", "has", "the", "by", "as", "it", "its", "each", "all", "over", "at", "on", "that", "through", "so",
    "be", "what", "should",
))  # fmt: skip


def typeset(block: str) -> Markup | None:
    """Return a block of equations as HTML, None if it is none."""
    rows = [list(_cells(line)) for line in block.splitlines()]
    texts = [text for row in rows for _, text in row]
    if _CODE.search(block) or not any(map(str.isalpha, block)) or not all(map(_is_balanced, texts)):
        return None
    starts = sorted({start for row in rows for start, _ in row})
    lines = []
    for row in rows:
        ends = [starts.index(start) + 1 for start, _ in row[1:]] + [-1]
        cells = zip(row, ends, strict=True)
        html = (
            _cell(text, number, starts.index(start) + 1, end)
            for number, ((start, text), end) in enumerate(cells)
        )
        lines.append(Markup('<div class="line">{}</div>').format(Markup(" ").join(html)))
    return Markup('<div class="equations" style="--columns: {}">\n{}\n</div>').format(
        len(starts), Markup("\n").join(lines)
    )


def _cells(line: str) -> Iterator[tuple[int, str]]:
    """Yield where each cell of a line begins, and its text. Room around = and ← is there to align them, not to part."""
    line = _CONNECTED.sub(lambda room: " ".ljust(len(room[0]), "\0"), line)
    for found in _CELL.finditer(line):
        yield sum(not combining(sign) for sign in line[: found.start()]), found[0].replace("\0", "")


def _is_balanced(text: str) -> bool:
    depth = 0
    for piece in tokens(text):
        depth += (piece.kind == "open") - (piece.kind == "close")
        if depth < 0:
            return False
    return depth == 0


def _cell(text: str, number: int, start: int, end: int) -> Markup:
    parts = list(parts_of(text))
    words = {piece.text for _, pieces in parts for piece in pieces if piece.kind == "prose"}
    states = parts[0][0] and any(piece.text in _RELATIONS for piece in parts[0][1])
    is_equation = states or number == 0 or words <= _JOINS
    html = Markup().join(_part(is_math, pieces, is_equation) for is_math, pieces in parts)
    kind = "equation" if is_equation else "remark"
    return Markup('<span class="{}" style="grid-column: {} / {}">{}</span>').format(kind, start, end, html)


def _part(is_math: bool, pieces: list[Token], display: bool) -> Markup:
    if is_math and (display or any(piece.kind != "number" for piece in pieces)):
        return Markup(math(pieces, display))
    return Markup().join(
        Markup("<code>{}</code>").format(re.sub(r"^:\w+:", "", piece.text).strip("`"))
        if piece.kind == "code"
        else escape(piece.text)
        for piece in pieces
    )


def parts_of(text: str) -> Iterator[tuple[bool, list[Token]]]:
    """Yield the text and the mathematics of a cell in their order: whether it is mathematics, and its pieces."""
    pieces = tokens(text)
    pieces = [_known(pieces, at) for at in range(len(pieces))]
    is_math = [piece.kind not in ("prose", "code", "space", "stop") for piece in pieces]
    for first, last in _groups(pieces):
        is_math[first : last + 1] = [any(is_math[first + 1 : last])] * (last + 1 - first)
    for at, piece in enumerate(pieces):  # room and commas belong to the mathematics on both sides of them
        if _is_between(piece) and not is_math[at]:
            after = next((place for place in range(at, len(pieces)) if not _is_between(pieces[place])), at)
            is_math[at] = at > 0 and is_math[at - 1] and is_math[after]
    for kind, places in groupby(range(len(pieces)), lambda at: is_math[at]):
        yield kind, [pieces[at] for at in places]


def _is_between(piece: Token) -> bool:
    return piece.kind == "space" or piece.text == ","


def _groups(pieces: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield first and last place of every outermost pair of brackets."""
    depth, first = 0, 0
    for at, piece in enumerate(pieces):
        if piece.kind == "open":
            first, depth = (at if depth == 0 else first), depth + 1
        elif piece.kind == "close":
            depth -= 1
            if depth == 0:
                yield first, at


def _known(pieces: list[Token], at: int) -> Token:
    """Return a piece, a word as ``prose`` if it is one of plain language and no name."""
    piece = pieces[at]
    return Token("prose", piece.text) if _is_prose(pieces, at) else piece


def _is_prose(pieces: list[Token], at: int) -> bool:
    piece, nothing = pieces[at], Token("end", "")
    before, after = pieces[at - 1] if at else nothing, pieces[at + 1] if at + 1 < len(pieces) else nothing
    previous = next((each for each in pieces[:at][::-1] if each.kind != "space"), nothing)
    following = next((each for each in pieces[at + 1 :] if each.kind != "space"), nothing)
    in_words = following.kind == "word" and following.text not in FUNCTIONS
    if piece.text == "a":
        return in_words and before.kind != "script" and following.text not in _PLAIN
    if piece.kind != "word" or before.kind in ("script", "letter", "number", "sum", "bar"):
        return False
    if after.kind in ("script", "subscript", "superscript", "prime", "bar") or after.text == "(":
        return False
    if piece.text in _PLAIN:
        return True
    if piece.text in FUNCTIONS:
        is_noun = previous.text in ("the", "a", "of") and piece.text in ("mean", "max", "min")
        return is_noun or in_words or following.kind in ("stop", "end", "code", "close")
    return in_words or not (previous.text in _BINARY | {"√", "−"} or following.text in _BINARY)

"""Errors for people: one line that says what was given, what is allowed and what is near; or what broke, and where."""

import os
import sys
import traceback
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path

_HOUSE = Path(__file__).resolve().parent.parent

#: Where people write: of a fault's frames the innermost that lies there is the place to look at.
_WRITTEN = tuple(
    _HOUSE / part for part in ("scratch", "reference", "comparisons/concepts", "comparisons/stories")
)

#: With this variable in the environment, as ``--debug`` sets it, tracebacks are shown.
DEBUG = "TRIPTYCH_DEBUG"


class Mistake(ValueError):
    """Something that a person can put right. The command line shows its one line and ends with exit code 2."""


class Lacking(Exception):
    """Something that is not installed here, and how to get it: what wants it is unavailable, and nothing is broken."""


def unknown(what: str, given: str, allowed: Iterable[str], where: str = "") -> Mistake:
    """Return the mistake of naming a thing that does not exist, with the nearest names that do.

    ``what`` is the kind of thing ("concept"), ``where`` a hint on how to see all of them.
    """
    if not isinstance(given, str):
        return Mistake(f"{_article(what)} is named by a string, not by {given!r}; name several one by one")
    allowed = list(allowed)
    names = {name.lower(): name for name in allowed}
    names |= {name.rpartition(".")[2].lower(): name for name in allowed} | names
    near = list(dict.fromkeys(names[each] for each in get_close_matches(given.lower(), names, n=5)))[:3]
    guess = f"; did you mean {' or '.join(near)}?" if near else ""
    choice = where or f"allowed: {', '.join(allowed) or 'none'}"
    return Mistake(f"unknown {what} {given!r}{guess} ({choice})")


def choose(what: str, given: str | Iterable[str], allowed: Iterable[str]) -> list[str]:
    """Return those of the allowed names that are given, in their order; all if none is. Raises Mistake for another."""
    given, allowed = [given] if isinstance(given, str) else list(given), list(allowed)
    for name in given:
        if name not in allowed:
            raise unknown(what, name, allowed)
    return [name for name in allowed if not given or name in given]


def named(what: str, given: str, allowed: Iterable[str]) -> set[str]:
    """Return the words between a string's commas. Raises Mistake for one that is none of the allowed."""
    words, allowed = {word.strip() for word in given.split(",")}, list(allowed)
    for word in sorted(words):
        if word not in allowed:
            raise unknown(what, word, ["default", "all", *allowed])
    return words


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def one_line(error: BaseException, placed: bool = True) -> str:
    """Write an exception in one line, with its place if ``placed``; a person's mistake needs no name and no place."""
    message = error.msg if isinstance(error, SyntaxError) and error.filename else str(error)
    message = " ".join(message.split())[:600] or "no message"
    if isinstance(error, Mistake | Lacking):
        return message
    where = place(error) if placed else ""
    return f"{type(error).__name__}: {message}" + (f" ({where})" if where else "")


def place(error: BaseException) -> str:
    """Return file:line of a fault, "" if no file has it: the innermost frame in what people write, else the innermost.

    A file of this project is told from its root on, a library's from the library's name on.
    """
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        frames = [(error.filename, error.lineno)]
    files = [
        (Path(file), line) for file, line in frames if not file.startswith("<")
    ]  # others are made by libraries
    written = [(file, line) for file, line in files if any(file.is_relative_to(part) for part in _WRITTEN)]
    if not files:
        return ""
    file, line = (written or files)[-1]
    if file.is_relative_to(_HOUSE):
        file = file.relative_to(_HOUSE)
    return f"{str(file).rpartition('site-packages/')[2]}:{line}"


def debugging() -> bool:
    """Say whether tracebacks are to be shown."""
    return bool(os.environ.get(DEBUG))


@cache
def show_traceback(text: str) -> None:
    """Print a traceback on standard error if tracebacks are to be shown; the same one once."""
    if debugging() and text:
        print(text.rstrip(), file=sys.stderr, flush=True)

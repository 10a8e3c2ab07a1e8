"""Errors for people: one line that says what was given, what is allowed and what comes nearest."""

from collections.abc import Iterable
from difflib import get_close_matches


class Mistake(ValueError):
    """Something that a person can put right. The command line shows its one line and ends with exit code 2."""


def unknown(what: str, given: str, allowed: Iterable[str], where: str = "") -> Mistake:
    """Return the mistake of naming a thing that does not exist, with the nearest names that do.

    ``what`` is the kind of thing ("concept"), ``where`` a hint on how to see all of them.
    """
    allowed = list(allowed)
    by_last_part = {name.rpartition(".")[2]: name for name in allowed}
    near = [by_last_part.get(name, name) for name in get_close_matches(given, [*allowed, *by_last_part], n=5)]
    near = list(dict.fromkeys(near))[:3]
    guess = f"; did you mean {' or '.join(near)}?" if near else ""
    choice = where or f"allowed: {', '.join(allowed) or 'none'}"
    return Mistake(f"unknown {what} {given!r}{guess} ({choice})")

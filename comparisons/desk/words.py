"""Sizes, settings and arrays as words of a command line: ``n=8``, ``stride=2``, ``padding=same``, ``+b``."""

from ast import literal_eval
from collections.abc import Iterable
from typing import Any

from comparisons.errors import Mistake


def values(words: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """Return what words give by name, and the arrays that are to be there: ``n=8 padding=same +b``.

    A value is what Python reads it as, ``(2, 1)`` or ``None`` say, else a string. Raises Mistake for a word of another
    kind and for a name that is given twice.
    """
    given, there = {}, []
    for word in words:
        name, equals, value = word.partition("=")
        if word.startswith("+") and word[1:].isidentifier():
            there.append(word[1:])
        elif equals and name.isidentifier() and value:
            if name in given:
                raise Mistake(f"{name} is given twice: {name}={given[name]} and {word}")
            given[name] = _read(value)
        else:
            raise Mistake(
                f"{word!r} says nothing; write NAME=VALUE, as in n=8 or stride=2, or +ARRAY, as in +b"
            )
    return given, there


def apart(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return names of concepts and families, and the words that give values or arrays."""
    words = list(words)
    own = [word for word in words if "=" in word or word.startswith("+")]
    return [word for word in words if word not in own], own


def _read(text: str) -> Any:
    try:
        return literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return text

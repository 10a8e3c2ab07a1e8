"""What is admitted for a setting: a number, a word or a tuple of a kind that is allowed; else one clear line."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from numbers import Integral, Real
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

import numpy as np

BOOLS = bool | np.bool_


@dataclass(frozen=True)
class Span:
    """The real numbers from ``low``, or only those ``above`` it, up to ``high``, or only those ``below``."""

    low: int | float
    high: int | float = math.inf
    above: bool = False
    below: bool = False

    def __contains__(self, number: float) -> bool:
        return (self.low < number if self.above else self.low <= number) and (
            number < self.high if self.below else number <= self.high
        )

    def __str__(self):
        if self.high < math.inf:
            return f"{self.low:g} to {'less than ' if self.below else ''}{self.high:g}"
        return f"numbers {'above' if self.above else 'from'} {self.low:g}"


def setting(who: str, name: str, kind, default, given):
    """Return a setting as Python's own number, word or tuple, of a kind that is allowed.

    ``kind`` is a type, or several as an annotation writes them. A whole number counts from 1, or from 0 where that or
    a word is the default; where the default is negative or None it may be any. A real number is finite, and within its
    Span if the annotation has one. Raises TypeError for another kind, ValueError for what is of a right kind and not
    allowed.
    """
    if given is default:
        return given
    least, kinds, error = _least(default), _alternatives(kind), TypeError
    for each in kinds:
        try:
            return _admission(each)(least, given)
        except ValueError:
            error = ValueError
        except TypeError:
            continue
    words = [word for each in kinds if get_origin(each) is Literal for word in get_args(each)]
    near = get_close_matches(given, words, n=1) if isinstance(given, str) else []
    text = " ".join(repr(given).split())
    allowed = ", ".join(_told(each, least) for each in kinds)
    raise error(
        f"{who}: {name} is {text:.40}; allowed are {allowed}"
        + (f"; did you mean {near[0]!r}?" if near else "")
    )


@cache
def _admission(kind) -> Callable[[int | Span | None, Any], Any]:
    """Return what admits this one kind: of the least number, or of the Span that it is within, and of what was given.

    That returns what was given as the kind has it. It raises TypeError or ValueError.
    """
    if get_origin(kind) is Annotated:
        kind, own = get_args(kind)
        admit = _admission(kind)
        return lambda least, given: admit(own, given)
    if get_origin(kind) is Literal:
        return lambda least, given: _word(get_args(kind), given)
    if get_origin(kind) is tuple:
        return lambda least, given: _tuple(get_args(kind), least, given)
    numbers = {bool: BOOLS, int: Integral, float: Real, NoneType: NoneType}[kind]
    return lambda least, given: _number(kind, numbers, least, given)


def _word(words: tuple[str, ...], given) -> str:
    if not isinstance(given, str):
        raise TypeError
    if given not in words:
        raise ValueError
    return str(given)


def _tuple(kinds: tuple, least: int | None, given) -> tuple:
    entries = given.tolist() if isinstance(given, np.ndarray) else given
    if not isinstance(entries, tuple | list):
        raise TypeError
    if kinds[-1] is ...:
        kinds = kinds[:1] * len(entries)
    if len(entries) != len(kinds):
        raise TypeError
    return tuple(_admission(kind)(least, entry) for kind, entry in zip(kinds, entries, strict=True))


def _number(kind: type, numbers, least: int | Span | None, given):
    if not isinstance(given, numbers) or isinstance(given, BOOLS) != (kind is bool):
        raise TypeError
    if kind is NoneType:
        return None
    try:
        number = kind(given)
    except OverflowError:
        raise ValueError from None
    if kind is float and not (math.isfinite(number) and (not isinstance(least, Span) or number in least)):
        raise ValueError
    if kind is int and least is not None and number < least:
        raise ValueError
    return number


@cache
def _alternatives(kind) -> tuple:
    """Return the kinds of which a union is made, or the one kind."""
    if isinstance(kind, type) or get_origin(kind) in (tuple, Literal, Annotated):
        return (kind,)
    return get_args(kind)


def _least(default) -> int | None:
    """Return the smallest whole number that is allowed, None if any is."""
    if isinstance(default, tuple):
        return _least(default[0])
    if isinstance(default, str):
        return 0
    return min(default, 1) if isinstance(default, int) and default >= 0 else None


def _told(kind, least: int | Span | None) -> str:
    """Write a kind as people say it."""
    if get_origin(kind) is Annotated:
        return _told(*get_args(kind))
    if get_origin(kind) is Literal:
        return " and ".join(repr(word) for word in get_args(kind))
    if get_origin(kind) is tuple:
        if get_args(kind)[-1] is ...:
            return f"any number of {_told(get_args(kind)[0], least)}"
        first, *_ = get_args(kind)
        if first is float:
            return f"{len(get_args(kind))} {_told(first, least)}"
        return f"{len(get_args(kind))} {'pairs ' if get_origin(first) is tuple else ''}of these"
    if isinstance(least, Span):
        return str(least)
    whole = "whole numbers" + (f" from {least}" if least is not None else "")
    return {bool: "True and False", int: whole, float: "finite real numbers", NoneType: "None"}[kind]

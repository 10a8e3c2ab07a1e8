"""Numbers as code: the shortest that reads back to the very same number."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from comparisons.judging.precision import HALF

#: So wide may a line be.
WIDTH = 96


def of_array(array: np.ndarray, stored: str = "", indent: int = 0) -> str:
    """Return an array as nested lists. ``stored`` is the precision that it is read in, by default its own dtype.

    Raises ValueError for an array without entries and with several axes: lists do not say how many these have.
    """
    array = np.asarray(array)
    if not array.size and array.ndim > 1:
        raise ValueError(f"an array of the shape {array.shape} cannot be written as lists")
    return _nested(array.tolist(), _writer(array.dtype, stored), indent)


def of_truth(array: np.ndarray, tolerance: np.ndarray, indent: int = 0) -> str:
    """Return an array in as few digits as leave each entry within a hundredth of what it may be off."""
    room = np.broadcast_to(tolerance, np.shape(array))
    digits = {
        float(value): _digits(float(value), float(most))
        for value, most in zip(array.flat, room.flat, strict=True)
    }
    return _nested(
        np.asarray(array, "float64").tolist(), lambda value: digits.get(value, repr(value)), indent
    )


def of_value(value: Any) -> str:
    """Return a setting as code: a number, a string, None, or a tuple of such."""
    if isinstance(value, tuple | list):
        inside = ", ".join(map(of_value, value))
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, str):
        return json.dumps(value)
    return repr(value.item() if isinstance(value, np.generic) else value)


def of_call(values: Mapping[str, Any]) -> str:
    """Return what a function is called with by name."""
    return ", ".join(f"{name}={of_value(value)}" for name, value in values.items())


def folded(line: str) -> str:
    """Return a call that is too long for a line in several: a line for what it is called with."""
    head, bracket, rest = line.partition("(")
    if len(line) <= WIDTH or "\n" in line or not rest.endswith(")"):
        return line
    margin = " " * (len(line) - len(line.lstrip()) + 4)
    return f"{head}{bracket}\n{margin}{rest[:-1]}\n{margin[4:]})"


def rounded_up(number: float) -> float:
    """Return the next number of two digits that is not less."""
    found = float(f"{number:.1e}")
    return found if found >= number else float(f"{number * 1.05:.1e}")


def _writer(dtype: np.dtype, stored: str) -> Callable[[Any], str]:
    if dtype.kind != "f":
        return repr
    kind = HALF.get(stored) or (dtype.type if not stored else np.dtype(stored).type)

    def write(number: float) -> str:
        if not np.isfinite(number):
            return repr(number)  # inf and nan, which the script imports
        short = f"{float(str(kind(number)))!r}"
        return short if float(kind(float(short))) == number else repr(number)

    return write


def _digits(value: float, room: float) -> str:
    if not np.isfinite(value) or value == 0:
        return repr(value)
    for digits in range(17):
        short = float(f"{value:.{digits}e}")
        if abs(short - value) <= room / 100:
            return repr(short)
    return repr(value)


def _nested(value, write, indent: int) -> str:
    if not isinstance(value, list):
        return write(value)
    line = f"[{', '.join(_nested(each, write, 0) for each in value)}]"
    if len(line) <= WIDTH - indent and "\n" not in line:
        return line
    inner = " " * (indent + 4)
    if value and not isinstance(value[0], list):
        return f"[\n{_folded([write(each) for each in value], inner)}\n{' ' * indent}]"
    rows = "".join(f"{inner}{_nested(each, write, indent + 4)},\n" for each in value)
    return f"[\n{rows}{' ' * indent}]"


def _folded(words: list[str], inner: str) -> str:
    lines = [inner]
    for word in words:
        if len(lines[-1]) + len(word) + 2 > WIDTH and lines[-1].strip():
            lines.append(inner)
        lines[-1] += f"{word}, "
    return "\n".join(line.rstrip() for line in lines)

"""Numbers as people read them."""

import math
import re

#: A hyphen that stands for a minus: before a number, or in a power of ten.
_MINUS = re.compile(r"(?<![\w)\]])-(?=\.?\d|∞|inf)|(?<=\de)-(?=\d)")
_POWER = re.compile(r"(?<=\d)e([+-]?\d+)\b")


def significant(number: float, digits: int = 2) -> str:
    """Return a number with so many significant digits: 0.31, 4.2, 1,024, 3.1e7; ∞ and – where it is none."""
    if not math.isfinite(number):
        return "–" if math.isnan(number) else "∞" if number > 0 else "−∞"
    if number == 0:
        return "0"
    leading, _, exponent = f"{number:.{digits - 1}e}".partition("e")
    if -4 < int(exponent) < 5:
        return minus(f"{number:,.{max(0, digits - 1 - int(exponent))}f}")
    return minus(f"{leading}e{int(exponent)}")


def with_power(number: float, digits: int = 2, most: float = 1e4) -> str:
    """Return a number of any size, so that a column of them can be compared: 0.31, 27, 8.6·10¹².

    It has a power of ten from ``most`` on, and where :func:`significant` has one.
    """
    text = significant(number, digits)
    if "e" not in text and not most <= abs(number) < math.inf:
        return text
    leading, _, exponent = f"{number:.{digits - 1}e}".partition("e")
    return f"{minus(leading)}·10{raised(int(exponent))}"


def minus(text: str) -> str:
    """Return a text with a minus sign in the place of a hyphen that stands for one: −0.3, 2e−7, but not fan-in."""
    return _MINUS.sub("−", text)


def powers(text: str) -> str:
    """Return a text whose numbers are written as people do, minus signs and powers of ten: −0.3, 4.4·10⁻¹²."""
    return minus(_POWER.sub(lambda found: f"·10{raised(int(found[1]))}", text))


def raised(number: int) -> str:
    """Return a whole number as an exponent."""
    return str(number).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))

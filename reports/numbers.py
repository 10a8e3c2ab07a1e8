"""Numbers as people read them."""

import math


def significant(number: float, digits: int = 2) -> str:
    """Return a number with so many significant digits: 0.31, 4.2, 1,024, 3.1e7; ∞ and – where it is none."""
    if not math.isfinite(number):
        return "–" if math.isnan(number) else "∞" if number > 0 else "−∞"
    if number == 0:
        return "0"
    leading, _, exponent = f"{number:.{digits - 1}e}".partition("e")
    if -4 < int(exponent) < 5:
        return f"{number:,.{max(0, digits - 1 - int(exponent))}f}"
    return f"{leading}e{int(exponent)}"


def with_power(number: float) -> str:
    """Return a number of any size with two digits, so that a column of them can be compared: 0.31, 27, 8.6·10¹²."""
    leading, e, exponent = significant(number).partition("e")
    if not e and abs(number) >= 1e4:
        leading, _, exponent = f"{number:.1e}".partition("e")
    return f"{leading}·10{raised(int(exponent))}" if exponent else leading


def raised(number: int) -> str:
    """Return a whole number as an exponent."""
    return str(number).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))

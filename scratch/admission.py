"""What is admitted for one argument: an array of the right numbers, a setting of its kind; else one clear line."""

import math
from numbers import Integral, Real

import numpy as np

from scratch.arguments import Argument

REAL = np.dtype("float32"), np.dtype("float64")
WHOLE = np.dtype("int64")

#: Subclasses of ndarray that calculate otherwise: ``*`` of a matrix is its product, a mask is no number.
FOREIGN = np.matrix, np.ma.MaskedArray

BOOLS = bool | np.bool_

#: Of a setting, by the type of its default: what may be given, and how that is said.
SETTINGS = {
    bool: (BOOLS, "True and False"),
    int: (Integral, "whole numbers"),
    float: (Real, "finite real numbers"),
}


def array(who: str, name: str, given, whole: bool = False, becomes="float64") -> np.ndarray:
    """Return what was given as an array of right dtype; what is one already is handed on as it is, subclasses too.

    Real arrays are float32 or float64, and whole numbers become real; arrays of whole numbers are int64. ``becomes`` is
    the dtype of real numbers that have none of their own. Raises TypeError for all other dtypes.
    """
    if type(given) is not np.ndarray and (not isinstance(given, np.ndarray) or isinstance(given, FOREIGN)):
        given = _as_array(who, name, given, becomes)
    dtype = given.dtype
    if (dtype == WHOLE) if whole else (dtype in REAL):
        return given
    if dtype.kind in ("iu" if whole else "iub"):
        return given.astype(WHOLE if whole else becomes)
    native = dtype.newbyteorder("=")
    if not whole and native in REAL:
        return given.astype(native)
    also = "float32 and float64, and whole numbers, which become"
    raise TypeError(
        f"{who}: {name} is {dtype!s:.40}; allowed are " + ("whole numbers" if whole else f"{also} {becomes}")
    )


def numbers(who: str, argument: Argument, given: np.ndarray, sizes) -> None:
    """Raise ValueError if an array of signs, probabilities or whole numbers holds another, and name the first."""
    plain = np.asarray(given)  # whoever watches an array watches what is computed, not what is checked
    if argument.numbers == "sign":
        good, allowed = np.abs(plain) == 1, "-1 and 1"
    else:
        last = sizes[argument.end] - 1 if argument.whole else 1
        if not plain.size or (plain.min() >= 0 and plain.max() <= last):  # NaN is neither
            return
        good, allowed = (plain >= 0) & (plain <= last), f"0 to {last}" if last >= 0 else "none"
        if argument.whole:
            allowed += f" ({argument.end} = {last + 1})"
    if not good.all():
        place = np.unravel_index(good.argmin(), good.shape)
        spot = f" at [{', '.join(map(str, place))}]" if place else ""
        raise ValueError(f"{who}: {argument.name} holds {plain[place]}{spot}; allowed are {allowed}")


def setting(who: str, name: str, default, given):
    """Return a setting as Python's own number, of the kind that its default is.

    A whole number is at least 1 where the default is, else at least 0; a real number is finite. Raises TypeError for
    another kind, ValueError for a number that is not allowed.
    """
    kind, allowed = SETTINGS[type(default)]
    if not isinstance(given, kind) or isinstance(given, BOOLS) != (kind is BOOLS):
        text = " ".join(repr(given).split())
        raise TypeError(f"{who}: {name} is {text:.40}; allowed are {allowed}")
    try:
        number = type(default)(given)
    except OverflowError:
        number = math.inf
    if kind is Real and not math.isfinite(number):
        raise ValueError(f"{who}: {name} is {number}; allowed are {allowed}")
    if kind is Integral and number < min(default, 1):
        raise ValueError(f"{who}: {name} is {number}; allowed are {allowed} from {min(default, 1)}")
    return number


def _as_array(who: str, name: str, given, becomes) -> np.ndarray:
    if isinstance(given, np.ma.MaskedArray):
        raise TypeError(f"{who}: {name} is a masked array; allowed are arrays without a mask")
    own = isinstance(given, float) and not isinstance(given, np.floating)
    try:
        return np.asarray(given, becomes if own else None)
    except Exception:  # what turns a foreign object into an array may raise anything
        kind = type(given).__name__
        allowed = "arrays, and lists whose rows are of equal length"
        raise TypeError(f"{who}: {name} is a {kind} that is no array; allowed are {allowed}") from None

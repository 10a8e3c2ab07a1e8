"""What is admitted for an array argument: an array of the right numbers; else one clear line."""

from numbers import Integral

import numpy as np

from scratch.arguments import Argument, Generator, KernelShape, Shape

REAL = np.dtype("float32"), np.dtype("float64")

#: What is said of arrays of another dtype, by the dtype that is due; "" stands for real numbers.
ALLOWED = {
    "int64": "whole numbers",
    "bool": "True and False",
    "": "float32 and float64, and whole numbers, which become {becomes}",
}

#: Subclasses of ndarray that calculate otherwise: ``*`` of a matrix is its product, a mask is no number.
FOREIGN = np.matrix, np.ma.MaskedArray


def array(who: str, name: str, given, due: str = "", becomes="float64") -> np.ndarray:
    """Return what was given as an array of right dtype; what is one already is handed on as it is, subclasses too.

    ``due`` is int64, bool, or "" for real arrays, which are float32 or float64; whole numbers become real, and 1 and 0
    yes and no. ``becomes`` is the dtype of real numbers that have none of their own. Raises TypeError for all other
    dtypes, and ValueError for other numbers where yes and no are due.
    """
    if type(given) is not np.ndarray and (not isinstance(given, np.ndarray) or isinstance(given, FOREIGN)):
        given = _as_array(who, name, given, becomes)
    dtype = given.dtype
    if (dtype == due) if due else (dtype in REAL):
        return given
    if dtype.kind in ("iu" if due else "iub"):
        if due == "bool":
            _demand(who, name, given, (given == 0) | (given == 1), "True and False, 1 and 0")
        return given.astype(due or becomes)
    native = dtype.newbyteorder("=")
    if not due and native in REAL:
        return given.astype(native)
    raise TypeError(f"{who}: {name} is {dtype!s:.40}; allowed are {ALLOWED[due].format(becomes=becomes)}")


def generator(who: str, name: str, given) -> np.random.Generator:
    """Return what draws numbers. Raises TypeError for anything else, a seed for one."""
    if not isinstance(given, np.random.Generator):
        text = " ".join(repr(given).split())
        raise TypeError(
            f"{who}: {name} is {text:.40}; allowed are generators, such as np.random.default_rng(0)"
        )
    return given


def shape(who: str, name: str, given) -> tuple[int, ...]:
    """Return a shape as a tuple of Python's numbers. Raises TypeError and ValueError for what is none."""
    sizes = (given,) if isinstance(given, Integral) else given
    if not isinstance(sizes, tuple | list) or not all(isinstance(size, Integral) for size in sizes):
        text = " ".join(repr(given).split())
        raise TypeError(f"{who}: {name} is {text:.40}; allowed are tuples of whole numbers")
    if any(size < 0 for size in sizes):
        raise ValueError(f"{who}: {name} is {tuple(sizes)}; allowed are sizes from 0")
    return tuple(map(int, sizes))


def kernel_shape(who: str, name: str, given) -> tuple[int, ...]:
    """Return a shape of two axes or more. Raises TypeError and ValueError for what is none."""
    sizes = shape(who, name, given)
    if len(sizes) < 2:
        raise ValueError(f"{who}: {name} is {sizes}; allowed are two axes or more, the last are i and k")
    return sizes


#: How what is no array is admitted, by its annotation.
NO_ARRAYS = {Generator: generator, Shape: shape, KernelShape: kernel_shape}


def numbers(who: str, argument: Argument, given: np.ndarray, sizes, besides=None) -> None:
    """Raise ValueError if an array of signs, whole numbers or numbers within bounds holds another, and name the first.

    ``besides`` is a whole number that is allowed as well, None if there is none.
    """
    plain = np.asarray(given)  # whoever watches an array watches what is computed, not what is checked
    if argument.numbers == "sign":
        good, allowed = np.asarray(np.abs(plain) == 1), "-1 and 1"
    else:
        first, last = argument.bounds or (0, sizes[argument.end] - 1 if argument.end else np.inf)
        if not plain.size or (plain.min() >= first and plain.max() <= last):  # NaN is neither
            return
        good = (plain >= first) & (plain <= last)
        kind = "whole numbers" if argument.whole else "numbers"
        allowed = (
            "none" if last < first else f"{kind} from {first}" if last == np.inf else f"{first} to {last}"
        )
        if argument.end:
            allowed += f" ({argument.end} = {last + 1})"
        if besides is not None:
            good |= plain == besides
            allowed += f", and {besides}"
    _demand(who, argument.name, plain, good, allowed)


def _demand(who: str, name: str, given: np.ndarray, good: np.ndarray, allowed: str) -> None:
    """Raise ValueError with the first number that is not good, and its place."""
    if not good.all():
        place = np.unravel_index(good.argmin(), good.shape)
        spot = f" at [{', '.join(map(str, place))}]" if place else ""
        raise ValueError(f"{who}: {name} holds {given[place]}{spot}; allowed are {allowed}")


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

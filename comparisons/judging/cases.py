"""Cases: what one says of sizes and settings, and whether arrays fit it."""

import inspect
import re

import numpy as np

from comparisons.errors import Mistake, unknown
from scratch.arguments import present

#: What a case says of itself: its data set, the dtypes that it is asked in, and which of the arrays that may be absent
#: are given. The rest are sizes and settings.
ABOUT = ("data", "dtypes", "given")

_NAME = re.compile(r"[A-Za-z]\w*")


def text(case: dict) -> str:
    """Write a case as people read it: ``n=3 t=5 data=iris``, ``n=3 t=5 +mask`` with an array that may be absent."""
    shown = {name: value for name, value in case.items() if name not in ("dtypes", "given")}
    said = [
        f"{name}={str(getattr(value, '__name__', value)).replace(' ', '')}" for name, value in shown.items()
    ]
    return " ".join([*said, *(f"+{name}" for name in case.get("given", ()))])


def given_in(concept, case) -> dict:
    """Return the array arguments that are there in a case, by name. Raises Mistake for one that could not be absent."""
    optional = [name for name, argument in concept.arguments.items() if argument.optional]
    given = case.get("given", ())
    for name in given:
        if name not in optional:
            raise unknown(f"array given in case ({text(case)}) of {concept.name}:", name, optional)
    return present(concept.arguments, [name for name in optional if name not in given])


def among(concept, arrays) -> dict:
    """Return the array arguments by name, without those that may be absent and are not among these arrays."""
    absent = [name for name, each in concept.arguments.items() if each.optional and name not in arrays]
    return present(concept.arguments, absent)


def settings_of(concept, case) -> dict:
    """Return all settings: those of the case, and the defaults of the others."""
    return concept.defaults | {name: case[name] for name in concept.defaults if name in case}


def known_sizes(concept) -> list[str]:
    """Return the names of all sizes that a concept has: of its axes, and of what draws its arrays."""
    axes = [" ".join(each.axes) for each in concept.arguments.values()]
    drawing = inspect.signature(concept.data).parameters if concept.data else ()
    names = [*_NAME.findall(" ".join(axes)), *drawing, *(["shape"] if concept.law else [])]
    return [name for name in dict.fromkeys(names) if name not in concept.defaults and name != "rng"]


def case_at(concept, own) -> dict:
    """Return the case of a concept at sizes and settings of one's own; other sizes are those of its first case.

    Raises Mistake if no size is among them.
    """
    first = next(case for case in concept.cases if "data" not in case)
    usual = {name: size for name, size in first.items() if name not in (*concept.defaults, *ABOUT)}
    if not set(known_sizes(concept)) & set(own):
        raise Mistake(f"{concept.name} is asked with arrays or sizes; {sizes_told(concept, usual)}")
    return usual | own


def demand_known(concept, own) -> None:
    """Raise Mistake for a name that is neither a size nor a setting of a concept, and for a size that is none."""
    known = [*known_sizes(concept), *concept.defaults]
    axes = set().union(*(each.names for each in concept.arguments.values()))
    for name, value in own.items():
        if name not in known:
            raise unknown(f"size or setting of {concept.name}:", name, known)
        if name in axes and name not in concept.defaults and not is_size(value):
            raise Mistake(
                f"{concept.name}: {name}={value} is no size; write a whole number, or several, as in 8,28"
            )


def is_size(value) -> bool:
    """Say whether a value is a whole number, or several."""
    several = value if isinstance(value, tuple) else (value,)
    return all(isinstance(each, int | np.integer) for each in several)


def sizes_told(concept, usual) -> str:
    """Say which sizes and settings a concept has."""
    others = [name for name in known_sizes(concept) if name not in (*usual, *concept.defaults)]
    more = f" (and {', '.join(others)})" if others else ""
    settings = f"; its settings are {text(concept.defaults)}" if concept.defaults else ""
    return f"its sizes are such as {text(usual)}{more}{settings}"


def sizes_of(concept, case, arrays) -> dict:
    """Return the size of every axis: as the case gives it, else as the arrays have it.

    Raises Mistake for the name of none, and for an axis that only an array has which is not there.
    """
    given = {
        name: value for name, value in case.items() if name not in concept.defaults and name not in ABOUT
    }
    starred = {axis[1:] for each in concept.arguments.values() for axis in each.axes if axis.startswith("*")}
    given |= {name: (given[name],) for name in starred & given.keys() if isinstance(given[name], int)}
    sizes, there = {}, among(concept, arrays)
    for name, array in arrays.items():
        sizes |= there[name].sizes(np.shape(array))
    sizes |= given
    for name in given:
        if name not in known_sizes(concept):
            known = [*sorted(known_sizes(concept)), *concept.defaults, *ABOUT]
            raise unknown(f"size or setting in case ({text(case)}) of {concept.name}:", name, known)
    for name, argument in concept.arguments.items():
        for axis, other in argument.without if name not in (*arrays, *case.get("given", ())) else ():
            if axis in given:
                raise Mistake(
                    f"{concept.name}: {axis}={given[axis]} is a size of {name}, which is not given; "
                    f"without it {axis} is {other}"
                )
    return sizes


def shape_of(concept, case, argument, sizes) -> tuple[int, ...]:
    """Return an argument's shape at these sizes. Raises Mistake for an axis that has none, and for what is no size."""
    try:
        shape = argument.shape(settings_of(concept, case) | sizes)
    except NameError as error:
        raise Mistake(
            f"{concept.name}: case ({text(case)}) gives no size for axis {error.name} of {argument.name}, "
            f"whose axes are ({' '.join(argument.axes)})"
        ) from None
    if not all(isinstance(size, int | np.integer) and size >= 0 for size in shape):
        raise Mistake(
            f"{concept.name}: case ({text(case)}) gives {argument.name} the shape {shape}; sizes count from 0"
        )
    return shape


def demand_fit(concept, case, arrays, sizes) -> None:
    """Raise Mistake if an array has another shape than these sizes give it."""
    there = among(concept, arrays)
    for name, array in arrays.items():
        expected = shape_of(concept, case, there[name], sizes)
        if np.shape(array) != expected:
            raise Mistake(
                f"{concept.name}: case ({text(case)}) makes {name} of shape {expected}, its data have {np.shape(array)}"
            )

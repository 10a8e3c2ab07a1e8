"""The gate before every concept: what it is called with is right, or one clear line says what is not.

``@checked`` reads the signature, once, and then looks at every call:

- Arrays come by position or by name; one that may be absent may be None. Lists and numbers become arrays, whole
  numbers real ones where these are due. Arrays of float32 and float64 are handed on as they are, subclasses too.
- An axis has the same size wherever it stands.
- Labels and indices are those that there are.
- Settings are of a kind that is allowed, as a rule that of their default: whole numbers count from 1, or from 0 where
  that is the default; so a training run has at least one epoch. Real numbers are finite.
- What ``backward`` is given has the shape of the outputs.
- Of an empty array comes what mathematics says: nothing from nothing, and 0 for its sum. Where it says nothing, as for
  a mean, that is an error; a training run always needs data.

Whatever is wrong raises TypeError or ValueError with one line: the concept, the argument, what was given, what is
allowed. ``__wrapped__`` is the function itself.
"""

import inspect
import warnings
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import wraps
from itertools import groupby
from typing import get_args

import numpy as np

from scratch import admission
from scratch.arguments import Argument, arguments, extent, present, setting_kinds, settings
from scratch.settings import setting


def checked(function: Callable) -> Callable:
    """Return a concept, or its ``predict``, with the gate before it. Raises TypeError for an array without axes."""
    who, known, defaults = _name(function), arguments(function), settings(function)
    kinds = setting_kinds(function)
    places = {
        name: known.get(name, parameter.annotation)
        for name, parameter in inspect.signature(function).parameters.items()
        if name not in defaults
    }
    no_arrays = {name: admission.NO_ARRAYS[each] for name, each in places.items() if name not in known}
    optional = [name for name, each in known.items() if each.optional]
    expected_without = {(): present(known, ())}
    kind = get_args(inspect.signature(function).return_annotation)[1:]
    sent = {}  # what backward takes, by its code: it is read once

    @wraps(function)
    def gate(*given, **named):
        bound = _bound(who, places, defaults, given, named)
        for name, admit in no_arrays.items():
            bound[name] = admit(who, name, bound[name])
        absent = tuple(name for name in optional if bound.get(name) is None)
        if absent not in expected_without:
            expected_without[absent] = present(known, absent)
        expected = expected_without[absent]
        for name, each in expected.items():
            bound[name] = admission.array(who, name, bound[name], each.dtype)
        for name in named:
            if name in defaults:
                bound[name] = setting(who, name, kinds[name], defaults[name], named[name])
        sizes = _sizes(who, expected, bound, defaults)
        for each in expected.values():
            if each.selective:
                besides = bound.get(each.besides, defaults.get(each.besides))
                admission.numbers(who, each, bound[each.name], sizes, besides)
        empty = _empty(expected, bound)
        if empty and "training run" in kind:
            raise ValueError(f"{who}: {empty}; a training run needs data")
        result = _answer(who, function, bound, empty)
        if "operation" not in kind:
            return result
        value, backward = result
        code = inspect.unwrap(backward).__code__
        if code not in sent:
            sent[code] = list(inspect.signature(backward).parameters)
        outputs = {name: value[name[1:]] if isinstance(value, dict) else value for name in sent[code]}
        return value, _checked_backward(who, backward, outputs, empty)

    return gate


def _checked_backward(who: str, backward: Callable, outputs: dict, empty: str) -> Callable:
    """Return a backward pass with the gate before it; each gradient that arrives is like its output."""
    like = {name: (output.shape, output.dtype) for name, output in outputs.items()}

    def gate(*given, **named):
        bound = _bound(f"{who}.backward", like, {}, given, named)
        for name, (shape, dtype) in like.items():
            bound[name] = admission.array(who, name, bound[name], becomes=dtype)
            if bound[name].shape != shape:
                raise ValueError(f"{who}: {name} has the shape {bound[name].shape}; {name[1:]} has {shape}")
        return _answer(who, backward, bound, empty)

    gate.__name__, gate.__wrapped__ = "backward", backward
    return gate


def _bound(who: str, expected: dict, defaults: Iterable[str], given: tuple, named: dict) -> dict:
    """Return what was given, by the names of arguments. Raises TypeError for one too many and one that is missing."""
    if len(given) > len(expected):
        raise TypeError(
            f"{who}: {len(given)} arrays are given by position; allowed are {', '.join(expected)}, and settings by name"
        )
    bound = dict(zip(expected, given, strict=False))
    for name in named:
        if name in bound:
            raise TypeError(f"{who}: {name} is given twice, by position and by name")
        if name not in expected and name not in defaults:
            known = [*expected, *defaults]
            near = " or ".join(get_close_matches(name, known, cutoff=0.5))
            guess = f"; did you mean {near}?" if near else ""
            raise TypeError(f"{who}: {name} is no argument{guess} (allowed: {', '.join(known)})")
    bound |= named
    for name in expected:
        if name not in bound and not getattr(expected[name], "optional", False):
            raise TypeError(f"{who}: {name} is missing; it takes {', '.join(expected)}")
    return bound


def _sizes(who: str, expected: dict[str, Argument], given: dict, defaults: dict) -> dict:
    """Return the size of every axis as it is written. Raises ValueError if the arrays, at the settings, do not fit."""
    sizes = {}
    for name, argument in expected.items():
        shape = argument.spread(given[name].shape)
        if len(shape) != len(argument.axes):
            raise _misfit(who, expected, given, defaults)
        for axis, size in zip(argument.axes, shape, strict=True):
            if sizes.setdefault(axis, size) != size:
                raise _misfit(who, expected, given, defaults)
    derived = [axis for argument in expected.values() for axis in argument.derived]
    known = _said(given, defaults) | sizes if derived else {}
    if any(extent(axis, known) != sizes[axis] for axis in derived):
        raise _misfit(who, expected, given, defaults)
    return sizes


def _said(given: dict, defaults: dict) -> dict:
    """Return the settings of a call."""
    return {name: given.get(name, value) for name, value in defaults.items()}


def _misfit(who: str, expected: dict[str, Argument], arrays: dict, defaults: dict) -> ValueError:
    """Return the error of arrays that do not fit: the first whose shape is not what the sizes of all make it."""
    sizes, source, said = {}, {}, _said(arrays, defaults)
    for name, argument in expected.items():
        if len(argument.spread(arrays[name].shape)) == len(argument.axes):
            for axis, size in argument.sizes(arrays[name].shape).items():
                sizes.setdefault(axis, size)
                source.setdefault(axis, name)
    sizes = sizes | said | sizes  # what is measured comes first, and counts
    for name, argument in expected.items():
        shape = arrays[name].shape
        would = argument.shape(sizes) if argument.names <= sizes.keys() else None
        if len(argument.spread(shape)) != len(argument.axes) or would not in (None, shape):
            break
    message = f"{who}: {name} has the shape {arrays[name].shape}, its axes are ({' '.join(argument.axes)})"
    known = [axis for axis in sizes if axis in argument.names]
    if would is not None and known:
        told = [
            ", ".join(f"{axis} = {sizes[axis]}" for axis in axes)
            + (f" from {other}" if other not in (name, None) else "")
            for other, axes in groupby(known, source.get)
        ]
        message += f"; with {', '.join(told)} it would be {would}"
    elif would is not None:
        message += f": it would be {would}"
    if argument.whole and arrays[name].ndim == len(argument.axes) + 1:
        message += "; whole numbers are due, not one-hot"
    return ValueError(message)


def _empty(expected: dict[str, Argument], arrays: dict) -> str:
    """Say which axis has the size 0, and in which array; "" if none is empty."""
    for name, argument in expected.items():
        if not arrays[name].size:
            for axis, size in argument.sizes(arrays[name].shape).items():
                if np.prod(size) == 0:
                    return f"{axis} = {size} in {name}"
    return ""


def _answer(who: str, function: Callable, given: dict, empty: str):
    """Call a function. With empty arrays it may have no answer, NaN of no NaN or none at all: raises ValueError."""
    if not empty:
        return function(**given)
    no_answer = ValueError(f"{who}: {empty}; of that size there is no answer")
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = function(**given)
        except (ValueError, ZeroDivisionError, IndexError) as error:  # nothing has no last step
            raise error if str(error).startswith(f"{who}:") else no_answer from None
    finite = all(np.isfinite(each).all() for each in _arrays(given))
    if finite and any(np.isnan(each).any() for each in _arrays(result)):
        raise no_answer
    return result


def _arrays(result) -> list:
    """Return all arrays of a result, which is one, or a dict of some, or comes with a function."""
    if isinstance(result, tuple):
        return _arrays(result[0])
    every = result.values() if isinstance(result, dict) else [result]
    return [each for each in every if isinstance(each, np.ndarray | np.floating)]


def _name(function: Callable) -> str:
    """Return what a function is called in a message: ``lstm``, or with its concept ``mlp.predict``."""
    module, name = function.__module__.rpartition(".")[2], function.__name__
    return name if module in (name, "__main__") else f"{module}.{name}"

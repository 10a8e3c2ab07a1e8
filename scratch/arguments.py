"""What a signature says of its arguments: the axes of each array, and which numbers it may hold.

An axis is a name, whose size is the same wherever it stands (``n``); a product or a number, which follows from the
sizes of others and from settings (``4*h``, ``c//groups``, ``2``); or a starred name, which stands for any number of
axes (``*shape``). An array that may be absent may say what an axis is then: ``s=t`` is s, and where the array is absent
t.
"""

import inspect
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

import numpy as np

#: The annotations of what is given by position and is no array: what draws, and the shape of what is drawn.
Generator, Shape = np.random.Generator, tuple[int, ...]
#: A shape of two axes or more: of a matrix, or of a kernel.
KernelShape = Annotated[Shape, "kernel"]
NO_ARRAYS = Generator, Shape, KernelShape

#: Sizes of axes by name, and settings.
Sizes = Mapping[str, Any]


@dataclass(frozen=True)
class Argument:
    """An array argument: its name, its axes as written, and which numbers it holds.

    ``numbers`` is ``real`` (and differentiated), ``fixed`` (real, not differentiated), ``sign``, ``whole`` or
    ``boolean``. Real ones are within ``bounds``, if there are any; whole ones are below the size of the axis ``end``,
    or equal to the setting ``besides``. One that is ``optional`` may be absent; then the axes in ``without`` are
    others, wherever they stand.
    """

    name: str
    axes: tuple[str, ...]
    numbers: str
    bounds: tuple[int | float, ...] = ()
    end: str = ""
    besides: str = ""
    optional: bool = False
    without: tuple[tuple[str, str], ...] = ()

    @cached_property
    def whole(self) -> bool:
        """Whether it holds whole numbers."""
        return self.numbers == "whole"

    @cached_property
    def dtype(self) -> str:
        """The dtype that its numbers have whatever those of others are; "" of real ones."""
        return dict(whole="int64", boolean="bool").get(self.numbers, "")

    @cached_property
    def selective(self) -> bool:
        """Whether it holds some numbers alone."""
        return self.numbers in ("sign", "whole") or bool(self.bounds)

    @property
    def differentiated(self) -> bool:
        """Whether backward returns its gradient."""
        return self.numbers == "real"

    @cached_property
    def starred(self) -> int | None:
        """The place of the starred axis, None if there is none."""
        return next((place for place, axis in enumerate(self.axes) if axis.startswith("*")), None)

    @cached_property
    def derived(self) -> tuple[str, ...]:
        """The axes whose size follows from others."""
        return tuple(axis for axis in self.axes if not axis.removeprefix("*").isidentifier())

    @cached_property
    def names(self) -> set[str]:
        """The axes that have a name, and those of which others are made."""
        return set(re.findall(r"[A-Za-z]\w*", " ".join(self.axes)))

    def shape(self, sizes: Sizes) -> tuple[int, ...]:
        """Return its shape at the given sizes. Raises NameError for an axis that has no size."""
        shape = []
        for axis in self.axes:
            size = extent(axis.removeprefix("*"), sizes)
            shape.extend(size if axis.startswith("*") else [size])
        return tuple(shape)

    def spread(self, shape: tuple[int, ...]) -> tuple:
        """Return a size for each axis as written; a starred axis takes, as a tuple, what the others leave."""
        if self.starred is None:
            return shape
        end = len(shape) - (len(self.axes) - self.starred - 1)
        return (*shape[: self.starred], shape[self.starred : end], *shape[max(end, self.starred) :])

    def sizes(self, shape: tuple[int, ...]) -> dict[str, int | tuple[int, ...]]:
        """Return the sizes that a shape gives the axes that have a name."""
        pairs = zip((axis.removeprefix("*") for axis in self.axes), self.spread(shape), strict=False)
        return {axis: size for axis, size in pairs if axis.isidentifier()}

    def renamed(self, names: Mapping[str, str]) -> "Argument":
        """Return the same array with other names of axes."""
        axes = (re.sub(r"[A-Za-z]\w*", lambda name: names.get(name[0], name[0]), axis) for axis in self.axes)
        return replace(self, axes=tuple(axes)) if names else self


def present(known: Mapping[str, Argument], absent: Collection[str]) -> dict[str, Argument]:
    """Return the arguments that are not absent, with the axes that they have then."""
    names = dict(pair for name in absent for pair in known[name].without)
    return {name: each.renamed(names) for name, each in known.items() if name not in absent}


def arguments(function: Callable) -> dict[str, Argument]:
    """Return the array arguments by name, in the order of the signature. Raises TypeError for one without axes."""
    found = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is parameter.KEYWORD_ONLY:
            continue
        annotation = parameter.annotation
        if annotation in NO_ARRAYS:
            continue
        optional = NoneType in get_args(annotation)
        if optional:
            annotation = get_args(annotation)[0]
        if get_origin(annotation) is not Annotated:
            raise TypeError(f'argument {name} says no axes; write {name}: Float["n d"] or the like')
        _, written, numbers, *said = get_args(annotation)
        limits = (
            dict(zip(("end", "besides"), said, strict=False))
            if numbers == "whole"
            else dict(bounds=tuple(said))
        )
        axes = [axis.partition("=") for axis in written.split()]
        without = tuple((axis, other) for axis, _, other in axes if other)
        found[name] = Argument(
            name, tuple(axis for axis, *_ in axes), numbers, optional=optional, without=without, **limits
        )
    return found


def settings(function: Callable) -> dict:
    """Return the settings, which are keyword-only, and their default values."""
    parameters = inspect.signature(function).parameters.values()
    return {each.name: each.default for each in parameters if each.kind is each.KEYWORD_ONLY}


def setting_kinds(function: Callable) -> dict:
    """Return what kind of thing each setting is: its annotation, or the type of its default."""
    parameters = inspect.signature(function).parameters.values()
    return {
        each.name: type(each.default) if each.annotation is each.empty else each.annotation
        for each in parameters
        if each.kind is each.KEYWORD_ONLY
    }


def extent(axis: str, sizes: Sizes) -> int | tuple[int, ...]:
    """Return the size of an axis as it is written: ``h``, ``4*h``, ``2``. Raises NameError for a name without one."""
    return eval(_compiled(axis), _NO_BUILTINS, sizes)


_NO_BUILTINS = {"__builtins__": {}}


@cache
def _compiled(axis: str):
    return compile(axis, "<axis>", "eval")

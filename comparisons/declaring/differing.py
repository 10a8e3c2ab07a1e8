"""What a framework computes in the place of scratch's function, where it rightly departs from it."""

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial, wraps
from itertools import combinations
from types import FunctionType
from typing import Any

import numpy as np

from comparisons.errors import Mistake


@dataclass(frozen=True)
class Differs:
    """What a framework computes in the place of scratch's function, where it rightly departs from it.

    ``instead`` takes what scratch's function takes and returns what that returns. Its arrays are float64 whatever is
    asked; where a framework's constants hang on the dtype it may ask for that by name, ``dtype``. ``causes`` are the
    reasons, in a sentence each. Where there are several, ``instead`` has a setting by the name of each, and is called
    with False for what is taken away: with all taken away it is scratch's function. Causes that are ``rearranged``,
    some by name or all, are the same mathematics in another arrangement, in which digits cancel; then what is computed
    without them must be as close to it as rounding lets it be, so that nobody's mistake passes for another's lost
    digits.
    """

    instead: Callable
    causes: Mapping[str, str]
    rearranged: bool | Collection[str] = False

    @property
    def arrangements(self) -> frozenset[str]:
        """The causes that are other arrangements of the same mathematics."""
        if isinstance(self.rearranged, bool):
            return frozenset(self.causes if self.rearranged else ())
        return frozenset(self.rearranged)

    def acting(self, causes: Collection[str], dtype: str) -> Callable:
        """Return the function in which these causes act and the others are taken away, where a dtype is asked."""
        said = {cause: cause in causes for cause in self.causes} if len(self.causes) > 1 else {}
        if "dtype" in inspect.signature(self.instead).parameters:
            said["dtype"] = dtype
        return partial(self.instead, **said)

    def combinations(self) -> Iterator[frozenset[str]]:
        """Yield the sets of causes that can act together, the small ones first."""
        for number in range(1, len(self.causes) + 1):
            yield from map(frozenset, combinations(self.causes, number))


@dataclass(frozen=True)
class OutOfRange:
    """Why a framework departs in half precision: some step between has no number there, though the result has one.

    What it computes instead is what scratch says, with all that the framework does otherwise in any precision, where
    every step is held to the range of that precision: what is larger than its largest number is ∞, and what is smaller
    than its smallest normal one is rounded to what there is, at last to 0. Where a framework takes steps that scratch
    does not take, ``instead`` is a function like scratch's which does.
    """

    why: str
    instead: Callable | None = None


def in_precisions(frameworks: str, dtypes: str, what: Any) -> dict[str, Any]:
    """Return what holds of each of these frameworks in each of these precisions, by ``pytorch in float16``."""
    return {f"{framework} in {dtype}": what for framework in frameworks.split() for dtype in dtypes.split()}


def through_float32(function: Callable, *settings: str) -> Callable:
    """Return a function that takes these settings as a framework does that passes them through float32."""

    @wraps(function)
    def rounded(*arrays, **given):
        return function(*arrays, **given | {name: float(np.float32(given[name])) for name in settings})

    return rounded


def rewritten(function: Callable, **helpers: Any) -> Callable:
    """Return a function of the same code that uses these in the place of what its module has by their names.

    Raises Mistake if its module has no such name.
    """
    code = inspect.unwrap(function)
    for name in helpers:
        if name not in code.__globals__:
            raise Mistake(f"{code.__module__} has no {name} that could be rewritten")
    return FunctionType(code.__code__, code.__globals__ | helpers, code.__name__, code.__defaults__)

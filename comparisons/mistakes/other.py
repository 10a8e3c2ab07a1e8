"""A suspect that is a function of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Other:
    """A function that makes a mistake, in the place of scratch's: it takes what that takes."""

    kind: str
    text: str
    rank: tuple
    function: Callable[[str], Callable]

    @contextmanager
    def acting(self, dtype: str) -> Iterator[Callable]:
        """Return the function for questions of a dtype."""
        yield self.function(dtype)

"""A person's own implementation of a concept, and the mistakes that can be made in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Own:
    """An implementation of a concept as a person writes it: ``function(wrong, <arrays by name>, *, <settings>)``.

    ``wrong`` says which mistake it makes, "" is none. It returns what scratch's function returns. ``mistakes`` has a
    regular expression for each: what is said of it must match, or it is named falsely.
    """

    concept: str
    function: Callable
    mistakes: Mapping[str, str] = field(default_factory=dict)


class Collection(list):
    """Implementations, in the order in which they are written down."""

    def of(self, concept: str, **mistakes: str) -> Callable:
        """Return the decorator that adds a function with its mistakes; a name's underscores are blanks."""

        def add(function: Callable) -> Callable:
            self.append(Own(concept, function, mistakes))
            return function

        return add

"""What is drawn at random: by which law, and how it is read back from the answer of whoever drew it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

#: So many numbers are drawn at the least where a law is tried, unless it says how many draws it wants.
NUMBERS = 10_000


@dataclass(frozen=True)
class Law:
    """The law of what is drawn.

    distribution    ``distribution(<settings, sizes and shape by name>)`` returns a frozen distribution of scipy.stats
    among           ``among(draws)`` returns, of draws along the first axis, those numbers that are independent
    exactly         ``exactly(w, <settings by name>)`` returns two arrays that are equal for every draw w, to rounding
    draws           how many draws it takes; if 0, so many as yield enough numbers
    """

    distribution: Callable
    among: Callable[[np.ndarray], np.ndarray] = np.asarray
    exactly: Callable | None = None
    draws: int = 0

    def number(self, shape: tuple[int, ...]) -> int:
        """Return how many draws of a shape it takes: two at the least, to tell them apart."""
        return self.draws or max(2, -(-NUMBERS // max(1, int(np.prod(shape)))))


@dataclass(frozen=True)
class Draw:
    """An array argument that a framework draws itself, while it trains.

    ``law`` is that of its numbers. ``read(<arguments, outputs and settings by name>)`` returns it as it was drawn.
    Scratch draws it by ``draw(rng, shape, <settings by name>)`` of its module, or ``draw_<array>`` if that has several.
    """

    law: Law
    read: Callable[..., np.ndarray]

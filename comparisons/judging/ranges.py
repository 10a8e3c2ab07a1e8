"""Arrays whose every number is held to the range of a precision, though it keeps its digits.

So one sees what a precision makes of a computation whose steps leave its range, apart from what it makes of their last
digits: of float16 numbers the squares are ∞ from 256 on, and 0 up to 1.7e-4.
"""

import numpy as np

from comparisons.judging.precision import Precision
from comparisons.judging.watched import Operation, Watched


class Held(Watched):
    """An array whose results are held to the range of the ``precision`` of its class."""

    precision: Precision

    def seen(self, operation: Operation, result: np.ndarray) -> np.ndarray:
        """Return the result as it is in this range."""
        return held(super().seen(operation, result), self.precision)


def held(array: np.ndarray, precision: Precision) -> np.ndarray:
    """Return ∞ for what is nearer to it than to the largest number, and round what lacks digits near 0."""
    size, beyond = np.abs(array), precision.largest * (1 + precision.eps / 4)
    near_0 = np.rint(array / precision.least) * precision.least
    return np.select([size < precision.tiny, size >= beyond], [near_0, np.copysign(np.inf, array)], array)


def holding(kind: type[np.ndarray], precision: Precision) -> type[np.ndarray]:
    """Return a kind of array that does what ``kind`` does, in the range of a precision."""
    bases = (Held, kind) if issubclass(kind, Watched) else (Held,)
    return type("Held", bases, dict(precision=precision))

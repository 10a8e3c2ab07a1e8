"""Decisions: operations that choose by a threshold, how far from it a number is, and how to choose otherwise."""

from typing import NamedTuple

import numpy as np

from comparisons.judging.watched import Operation, Watched

COMPARISONS = {"greater", "greater_equal", "less", "less_equal", "equal", "not_equal"}

#: Operations that choose, and which of their inputs are thresholds of the first.
THRESHOLDS = dict.fromkeys((*COMPARISONS, "maximum", "minimum"), (1,)) | {"clip": (1, 2)}


class Decision(NamedTuple):
    """One entry of operations that choose by it: which of all thresholds in their order, and the entry's place.

    Several are met by one number that is compared forward and backward, as in a ReLU.
    """

    numbers: tuple[int, ...]
    place: tuple[int, ...]


class Noting(Watched):
    """An array that notes in ``margins``, of its class, how far from their thresholds all numbers are that decide."""

    margins: list[np.ndarray]

    def seen(self, operation, result):
        """Note the margins of an operation that chooses and yields numbers."""
        self.margins += margins(operation)
        return super().seen(operation, result)

    def decided(self, operation, result):
        """Note the margins of a comparison."""
        self.margins += margins(operation)
        return super().decided(operation, result)


class Following(Watched):
    """An array that decides as another run did, whose margins are ``followed``, whatever its own numbers are.

    So it does not jump where that run came close to a threshold. ``count``, of its class, holds how many margins it has
    followed.
    """

    followed: list[np.ndarray]
    count: list[int]

    def seen(self, operation, result):
        """Yield what an operation yields that chooses as the other run did."""
        return super().seen(operation, self._follow(operation, result))

    def decided(self, operation, result):
        """Yield what the comparison of the other run yielded."""
        return super().decided(operation, self._follow(operation, result))

    def _follow(self, operation: Operation, result: np.ndarray) -> np.ndarray:
        own = len(_thresholds(operation))
        start = self.count[0]
        self.count[0] += own
        return choose(operation, self.followed[start : self.count[0]], result) if own else result


class Turning(Watched):
    """An array that lets the decisions ``turned`` fall on the other side: the number is mirrored at its threshold.

    ``met``, of its class, holds how many thresholds were met.
    """

    turned: frozenset[Decision]
    met: list[int]

    def seen(self, operation, result):
        """Yield what an operation yields for the mirrored number."""
        return super().seen(*self._turn(operation, result))

    def decided(self, operation, result):
        """Yield what a comparison yields for the mirrored number."""
        return super().decided(*self._turn(operation, result))

    def _turn(self, operation: Operation, result: np.ndarray) -> tuple[Operation, np.ndarray]:
        for threshold in _thresholds(operation):
            for numbers, place in self.turned:
                if self.met[0] in numbers:
                    inputs = [np.array(each) for each in np.broadcast_arrays(*operation.inputs)]
                    inputs[0][place] = 2 * inputs[threshold][place] - inputs[0][place]
                    operation = operation._replace(inputs=tuple(inputs))
                    result = operation.compute(*inputs, **operation.settings)
            self.met[0] += 1
        return operation, result


def turning(kind: type[np.ndarray], turned: frozenset[Decision]) -> type[np.ndarray]:
    """Return a kind of array that does what ``kind`` does and lets these decisions fall on the other side."""
    bases = (Turning, kind) if issubclass(kind, Watched) else (Turning,)
    return type("Turned", bases, dict(turned=turned, met=[0])) if turned else kind


def margins(operation: Operation) -> list[np.ndarray]:
    """Return by how much the first input exceeds each threshold; none for an operation that does not choose."""
    inputs = operation.inputs
    return [np.asarray(inputs[0] - inputs[threshold]) for threshold in _thresholds(operation)]


def choose(operation: Operation, above: list[np.ndarray], result: np.ndarray) -> np.ndarray:
    """Return what an operation yields that chooses by these margins, its result where one is no number."""
    name, inputs = operation.name, operation.inputs
    if name in COMPARISONS:
        (margin,) = above
        return np.where(np.isfinite(margin), operation.compute(margin, 0), result)
    if name in ("maximum", "minimum"):
        (margin,) = above
        return np.where(margin >= 0 if name == "maximum" else margin <= 0, *inputs)
    low, high = THRESHOLDS["clip"]
    margin = dict(zip(_thresholds(operation), above, strict=True))
    chosen = np.where(margin[low] < 0, inputs[low], inputs[0]) if low in margin else inputs[0]
    return np.where(margin[high] > 0, inputs[high], chosen) if high in margin else chosen


def _thresholds(operation: Operation) -> list[int]:
    """Return which inputs are thresholds; one at infinity is none."""
    places = THRESHOLDS.get(operation.name, ())
    return [place for place in places if np.all(np.isfinite(operation.inputs[place]))]

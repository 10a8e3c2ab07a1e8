"""Decisions that rounding can turn: a number within rounding of a threshold may fall on either side of it.

A ReLU whose input is 1e-9 in a run that is rounded at 1e-7 is one: both sides give the same value, but one gradient
more or less, and every step after it is another. Neither side is a mistake. So before an answer is said to fail, the
truth is taken from the other side of such decisions, one after the other: the answer must agree with one of them.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from comparisons.rounding import ALLOWED, DISTURBANCE, Disturbed, eps
from comparisons.watched import Operation, Watched

if TYPE_CHECKING:
    from comparisons.question import Question

#: Operations that choose by a threshold, and which of their inputs are thresholds of the first.
THRESHOLDS = {
    **dict.fromkeys(("greater", "greater_equal", "less", "less_equal", "maximum", "minimum"), (1,)),
    "clip": (1, 2),
}

#: How often an answer is disturbed to learn how far each decision moves.
DRAWS = 4

#: How many decisions are turned at most, and how many are tried for each.
DEPTH, TRIES = 4, 12


class Decision(NamedTuple):
    """One entry of one operation that chooses: which of all such operations, and the entry's place in it."""

    number: int
    place: tuple[int, ...]


class Deciding(Disturbed):
    """A disturbed array that notes, in its class, how far the decisions made from it are from their thresholds."""

    margins: list[np.ndarray]

    def seen(self, operation, result):
        """Note the margins of an operation that chooses and yields numbers."""
        self._note(operation)
        return super().seen(operation, result)

    def decided(self, operation, result):
        """Note the margins of a comparison."""
        self._note(operation)
        return result

    def _note(self, operation: Operation) -> None:
        for threshold in _thresholds(operation):
            self.margins.append(np.subtract(operation.inputs[0], operation.inputs[threshold]))


class Turning(Watched):
    """An array that lets some decisions fall on the other side: the number is mirrored at its threshold."""

    turned: frozenset[Decision]
    count: list[int]

    def seen(self, operation, result):
        """Yield what an operation yields for the mirrored number."""
        return super().seen(operation, self._turn(operation, result))

    def decided(self, operation, result):
        """Yield what a comparison yields for the mirrored number."""
        return super().decided(operation, self._turn(operation, result))

    def _turn(self, operation: Operation, result: np.ndarray) -> np.ndarray:
        for threshold in _thresholds(operation):
            for number, place in self.turned:
                if number == self.count[0]:
                    inputs = [np.array(each) for each in np.broadcast_arrays(*operation.inputs)]
                    inputs[0][place] = 2 * inputs[threshold][place] - inputs[0][place]
                    result[place] = operation.compute(*inputs, **operation.settings)[place]
            self.count[0] += 1
        return result


def _thresholds(operation: Operation) -> list[int]:
    """Return which inputs are thresholds; one at infinity is none."""
    places = THRESHOLDS.get(operation.name, ())
    return [place for place in places if np.all(np.isfinite(operation.inputs[place]))]


def turning(kind: type[np.ndarray], turned: frozenset[Decision]) -> type[np.ndarray]:
    """Return a kind of array that does what ``kind`` does and lets these decisions fall on the other side."""
    bases = (Turning, kind) if issubclass(kind, Watched) else (Turning,)
    return type("Turned", bases, dict(turned=turned, count=[0])) if turned else kind


def undecided(question: "Question") -> list[Decision]:
    """Return the decisions behind the true answer that lie within rounding of their thresholds, the closest first."""
    undisturbed, *runs = (_margins(question, draw) for draw in range(-1, DRAWS))
    found = {}
    for number, (margin, *others) in enumerate(zip(undisturbed, *runs, strict=False)):
        if any(np.shape(other) != np.shape(margin) for other in others):
            break  # some run took another way from here on
        moved = np.std([other - margin for other in others], axis=0) / DISTURBANCE
        near = np.abs(margin) < ALLOWED * eps(question.dtype) * moved
        for place in map(tuple, np.argwhere(near & (margin != 0))):
            # What comes to another comparison just as it left the first is the same decision.
            size = abs(float(margin[place]))
            found.setdefault((place, size), (size / moved[place], Decision(number, place)))
    return [decision for _, decision in sorted(found.values())]


def best_side(question: "Question", outside: Callable[["Question"], int]) -> "Question":
    """Return the side of the truth on which an answer has the fewest entries outside the law.

    ``outside(side)`` counts them. Decisions are turned one after the other as long as that helps.
    """
    best, fewest = question, outside(question)
    for _ in range(DEPTH):
        for decision in best.undecided[:TRIES]:
            side = replace(best, turned=best.turned | {decision})
            if (number := outside(side)) < fewest:
                best, fewest = side, number
                break
        else:
            return best
        if not fewest:
            return best
    return best


def _margins(question: "Question", draw: int) -> list[np.ndarray]:
    """Return the margins of all decisions in their order, of one disturbed run; undisturbed if draw is −1."""
    noise = np.random.default_rng(draw) if draw >= 0 else _Silence()
    kind = type("Noted", (Deciding,), dict(margins=[], noise=noise))
    with np.errstate(all="ignore"):
        question.answer_from(question.wide, kind)
    return kind.margins


class _Silence:
    """A source of noise that is silent."""

    def standard_normal(self, shape) -> np.ndarray:
        return np.zeros(shape)

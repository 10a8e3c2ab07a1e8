"""How far is far: error counted in roundings, entry by entry, and one number of roundings that is allowed."""

import math
import random
from functools import cache

import numpy as np

from comparisons.judging.answering import Asked
from comparisons.judging.decisions import Following, Noting
from comparisons.judging.precision import HALVES, PRECISIONS, eps
from comparisons.judging.watched import SUMS, SUMS_OF_TWO, Operation

#: How much each result is disturbed, relative to the size of its terms.
DISTURBANCE = 2.0**-30

#: What every step of a computation can be rounded by and yet yield the very same number: it is not disturbed.
EXACT = {
    "absolute", "ceil", "clip", "copysign", "fabs", "floor", "fmax", "fmin", "heaviside", "maximum",
    "maximum.reduce", "minimum", "minimum.reduce", "negative", "positive", "rint", "sign", "trunc",
}  # fmt: skip

#: How often an answer is disturbed: few times where it is long in the making, more often before it is said to fail, if
#: it is not beyond so many times what is allowed: that is no doubt, which a closer look could take away.
DRAWS, DRAWS_OF_TRAINING = 8, 3
DRAWS_IN_DOUBT = 32
BEYOND_DOUBT = 8

#: So many normal numbers are drawn.
POOL = 2**20


def units(array: np.ndarray, truth: np.ndarray, dtype: str, scale: np.ndarray | float) -> np.ndarray:
    """Return the error of every entry in roundings: ``|array − truth| / (eps(dtype) · scale)``.

    An entry that is not finite where the truth is (or the other way round) is infinitely far off; where both are
    the same infinity or both are no number, they agree. In half precision infinity is right for what is larger than its
    largest number.
    """
    array, truth = np.asarray(array, "float64"), np.asarray(truth, "float64")
    same = (array == truth) | (np.isnan(array) & np.isnan(truth))
    if dtype in HALVES:
        same |= (np.abs(truth) > PRECISIONS[dtype].largest) & (array == np.copysign(np.inf, truth))
    with np.errstate(all="ignore"):
        far = np.abs(array - truth) / (eps(dtype) * np.asarray(scale))
    return np.where(same, 0.0, np.where(np.isfinite(far), far, np.inf))


def magnitude(array: np.ndarray) -> float:
    """Return the largest finite absolute value in an array, 0 if there is none."""
    finite = np.abs(array[np.isfinite(array)]) if np.ndim(array) else np.abs(array)
    return float(np.max(finite, initial=0.0))


def scales(question: Asked, in_doubt: int = 0) -> dict[str, np.ndarray]:
    """Return the scale of every entry of the true answer, by label: what one rounding of it is relative to.

    That is its own size, or what rounding every step once would move it if that is more: an entry in which larger
    terms cancel has no more digits than these leave it. It is found by disturbing the result of every operation at
    random, and watching how far each entry moves (Monte Carlo arithmetic: Parker, *Monte Carlo Arithmetic*, UCLA
    technical report, 1997): the root of the mean square of some such runs, in units of the disturbance. No scale is
    less than what the dtype's smallest normal number leaves of digits.

    ``in_doubt`` takes so many runs, and takes what goes into a sum of two for known to one rounding alone, as numbers
    are that were stored: what then moves an entry, no arrangement of the computation can be blamed for (backward
    stability: Higham, *Accuracy and Stability of Numerical Algorithms*, 2002, section 1.5).
    """
    truth, moved = question.truth.labelled(), {}
    draws = in_doubt or (DRAWS_OF_TRAINING if question.kind == "training run" else DRAWS)
    kind = dict(summed=SUMS | SUMS_OF_TWO if in_doubt else SUMS, followed=question.margins)
    with np.errstate(all="ignore"):
        for draw in range(draws):
            drawn = type("Drawn", (Disturbed,), kind | dict(noise=Noise(draw), count=[0]))
            for label, (_, _, array) in question.answer_from(question.wide, drawn).labelled().items():
                far = (np.asarray(array, "float64") - truth[label][2]) / DISTURBANCE
                moved[label] = np.hypot(moved.get(label, 0.0), np.where(np.isfinite(far), far, 0.0))
    floor = PRECISIONS[question.dtype].tiny / eps(question.dtype)
    return {
        label: np.maximum(
            np.where(np.isfinite(array), np.abs(array), 0.0),
            np.maximum(moved[label] / np.sqrt(draws), floor),
        )
        for label, (_, _, array) in truth.items()
    }


def disturbed_margins(question: Asked) -> list[list[np.ndarray]]:
    """Return the margins of all decisions behind the true answer, in some disturbed runs."""
    runs = []
    for draw in range(DRAWS):
        kind = dict(noise=Noise(draw), followed=question.margins, count=[0])
        runs.append(noted_margins(question, type("Noted", (Noting, Disturbed), kind)))
    return runs


def noted_margins(question: Asked, kind: type[Noting] = Noting) -> list[np.ndarray]:
    """Return how far the numbers behind an answer are from the thresholds at which they decide, in order.

    A ``kind`` of array computes it that notes them, and may do more.
    """
    noted = type("Noted", (kind,), dict(margins=[]))
    with np.errstate(all="ignore"):
        question.answer_from(question.wide, noted)
    return noted.margins


class Noise:
    """Normal numbers of deviation DISTURBANCE: a pool drawn once a process, read from another place every time."""

    def __init__(self, draw: int):
        self.places = random.Random(draw)

    def __call__(self, shape: tuple[int, ...], around: int = 0) -> np.ndarray:
        """Return an array of this shape, of numbers ``around`` 0 or 1."""
        size, pool = math.prod(shape), _pool(around)
        start = int(self.places.random() * POOL)
        if start + size > POOL:
            return pool.take(np.arange(start, start + size), mode="wrap").reshape(shape)
        return pool[start : start + size].reshape(shape)


@cache
def _pool(around: int) -> np.ndarray:
    return 1 + _pool(0) if around else DISTURBANCE * np.random.default_rng(0).standard_normal(POOL)


class Disturbed(Following):
    """An array that disturbs every result computed from it by a normal number of deviation DISTURBANCE.

    It is relative to the result, or in operations that are ``summed`` to the size of the terms. ``noise`` draws it.
    Decisions fall as they did undisturbed.
    """

    noise = Noise(0)
    summed = SUMS

    def seen(self, operation: Operation, result: np.ndarray) -> np.ndarray:
        """Disturb the result, unless it is exact whatever it is computed from."""
        result = super().seen(operation, result)
        if operation.name in EXACT:
            return result
        if operation.name not in self.summed:
            return result * self.noise(result.shape, around=1)
        moved = operation.terms() * self.noise(result.shape)
        moved += result
        return moved if np.isfinite(result).all() else np.where(np.isinf(result), result, moved)

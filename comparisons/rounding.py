"""How far is far: error counted in roundings, one tolerance for all, and the scale of what is zero by mathematics."""

from typing import TYPE_CHECKING

import numpy as np

from comparisons.watched import Watched, watched

if TYPE_CHECKING:
    from comparisons.question import Question

#: The one tolerance table: how many roundings of its dtype an array may be off. 4096 roundings are 9.1e-13 in
#: float64 and 1024 are 1.2e-4 in float32; a mistake in the mathematics shows at 1e-3 or more.
ALLOWED = {"float64": 4096, "float32": 1024}

#: How much each result is disturbed to learn the scale of the terms that cancel in it.
DISTURBANCE = 2.0**-30


def units(array: np.ndarray, truth: np.ndarray, dtype: str, scale: float) -> np.ndarray:
    """Return the error of every entry in roundings: ``|array − truth| / (eps(dtype) · scale)``.

    An entry that is not finite where the truth is (or the other way round) is infinitely far off; where both are
    the same infinity or both are no number, they agree.
    """
    array, truth = np.asarray(array, "float64"), np.asarray(truth, "float64")
    same = (array == truth) | (np.isnan(array) & np.isnan(truth))
    with np.errstate(all="ignore"):
        far = np.abs(array - truth) / (np.finfo(dtype).eps * scale)
    return np.where(same, 0.0, np.where(np.isfinite(far), far, np.inf))


def magnitude(array: np.ndarray) -> float:
    """Return the largest finite absolute value in an array, 0 if there is none."""
    finite = np.abs(array[np.isfinite(array)]) if np.ndim(array) else np.abs(array)
    return float(np.max(finite, initial=0.0))


def scales(question: "Question") -> dict[str, float]:
    """Return the scale of every array of the true answer, by label: what one rounding of it is relative to.

    The scale of an array is its largest entry. But an array that is zero by mathematics, such as the gradient of a
    bias before a batch normalization, holds nothing but rounding: there the scale is that of the terms that cancel.
    It is found by disturbing every result of every operation by a random relative amount and watching how far the
    array moves, in units of that amount (Monte Carlo arithmetic: Parker, 1997). An array is taken for such a zero
    if it is smaller than the square root of eps, seen from its terms.
    """
    labelled = question.truth.labelled()
    own = {label: magnitude(array) for label, (_, _, array) in labelled.items()}
    largest, tiny = max(own.values(), default=0.0), np.sqrt(np.finfo("float64").eps)
    suspects = [label for label, size in own.items() if size < tiny * largest]
    if suspects:
        with np.errstate(all="ignore"):
            moved = question.answer_from(watched(question.wide, Disturbed)).labelled()
        for label in suspects:
            terms = magnitude(moved[label][2] - labelled[label][2]) / DISTURBANCE
            if own[label] < tiny * terms:
                own[label] = terms
    return own


class Disturbed(Watched):
    """An array that multiplies every result computed from it by 1 ± DISTURBANCE, signs at random."""

    _signs = np.random.default_rng(0)

    def seen(self, name, inputs, result):
        """Disturb the result."""
        return result * (1 + DISTURBANCE * self._signs.choice([-1.0, 1.0], np.shape(result)))

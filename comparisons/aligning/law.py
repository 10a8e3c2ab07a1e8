"""The law of agreement between two models: roundings, entry by entry, as of the concepts.

The truth of a layer is what PyTorch's says in float64 to the very numbers that it was given. One rounding of an entry
is relative to its size, or to how far it moves where every number that goes in is known to one rounding alone, if that
is more (:mod:`comparisons.judging.rounding`). So many roundings are allowed as of a concept; or a few times those that
PyTorch itself is off, where a long sum leaves it fewer digits.
"""

import numpy as np

from comparisons.judging.precision import ALLOWED, eps
from comparisons.judging.rounding import magnitude, units

#: How many times PyTorch's own error another framework's may be.
TIMES_ITS_OWN = 4

#: So many entries are compared at a time: what is computed of them is wide.
BLOCK = 2**20

#: Dtypes that NumPy has not, and those in which their numbers are kept.
_EPS = {
    "bfloat16": 2.0**-7,
    "float16": float(np.finfo("float16").eps),
    "float32": eps("float32"),
    "float64": eps("float64"),
}


def apart(
    array: np.ndarray, truth: np.ndarray, dtype: str = "float32", scale: np.ndarray | float | None = None
) -> float:
    """Return how many roundings of a dtype the worst entry of an array is off; of another shape, infinitely many.

    Without a ``scale`` a rounding is relative to the largest entry.
    """
    array, truth = np.asarray(array), np.asarray(truth)
    if array.shape != truth.shape:
        return float("inf")
    if array.dtype.kind != "f" or truth.dtype.kind != "f":
        return 0.0 if np.array_equal(array, truth) else float("inf")
    scale = (magnitude(truth) or 1.0) if scale is None else scale
    worst, flat = 0.0, (array.reshape(-1), truth.reshape(-1), np.broadcast_to(scale, array.shape).reshape(-1))
    for start in range(0, array.size, BLOCK):
        block, right, its = (each[start : start + BLOCK] for each in flat)
        worst = max(worst, float(np.max(units(block, right, "float32", its), initial=0.0)))
    return worst * (eps("float32") / _EPS[dtype])


def allowed(own: float) -> float:
    """Return how many roundings are allowed where PyTorch itself is ``own`` off."""
    return max(ALLOWED, TIMES_ITS_OWN * own) if np.isfinite(own) else ALLOWED


def coarser(*dtypes: str) -> str:
    """Return the dtype with the fewest digits."""
    return max(dtypes, key=lambda dtype: _EPS.get(dtype, 0.0))

"""Precisions: what each keeps of a number, in what NumPy holds it, and how many roundings an answer in it may be off.

In half precision scratch is not asked: the truth is what it says in float64 to the very numbers as they were rounded.
"""

from dataclasses import dataclass

import ml_dtypes
import numpy as np

#: How many roundings an entry may be off. Half precision inside float32 is 4096 of its roundings off.
ALLOWED = 32

#: NumPy's types of the dtypes that it computes nothing in.
HALF = {"bfloat16": ml_dtypes.bfloat16, "float16": np.float16}


@dataclass(frozen=True)
class Precision:
    """A precision in which frameworks are asked.

    stored      the dtype of weights and inputs
    computed    the dtype in which products of matrices are taken, from weights and inputs that are cast to it
    runs        how many roundings a training run may be off: hundreds of steps, each of which rounds the weights
    """

    stored: str
    computed: str
    runs: int = ALLOWED

    @property
    def is_mixed(self) -> bool:
        """Whether products are taken in another dtype than numbers are stored in."""
        return self.stored != self.computed

    @property
    def autocast(self) -> str:
        """The half precision in which products are taken of numbers that are stored in more; "" if they are not."""
        return self.computed if self.is_mixed and self.computed in HALF else ""

    @property
    def is_half(self) -> bool:
        """Whether anything is computed in half precision, in a dtype that NumPy does not have."""
        return self.computed in HALF

    @property
    def held(self) -> str:
        """The dtype in which NumPy holds these numbers exactly."""
        return "float64" if self.stored == "float64" else "float32"

    @property
    def eps(self) -> float:
        """The distance of 1 to the next number; as a Python float, or products with it would round to float32."""
        return float(_limits(self.computed).eps)

    @property
    def tiny(self) -> float:
        """The smallest number that has all of its digits."""
        return float(_limits(self.computed).smallest_normal)

    @property
    def least(self) -> float:
        """The distance of 0 to the next number."""
        return self.tiny * self.eps

    @property
    def largest(self) -> float:
        """The largest finite number."""
        return float(_limits(self.computed).max)

    def rounded(self, array: np.ndarray) -> np.ndarray:
        """Return an array as it is stored, held by NumPy."""
        return (
            np.asarray(array, self.held)
            if self.stored in ("float64", "float32")
            else _halved(array, self.stored)
        )


#: The precisions that show whether the mathematics is right: where nobody names another, all is asked in these.
DTYPES = ("float64", "float32")

#: Those that show whether a framework loses more digits than it must; they are asked for by name. In a mixed one
#: weights are float32 and products are taken in half; ``tf32`` is what NVIDIA's matrix units do to float32, if let.
HALVES = ("bfloat16", "float16", "mixed_bfloat16", "mixed_float16", "tf32")

PRECISIONS = {
    "float64": Precision("float64", "float64"),
    "float32": Precision("float32", "float32"),
    "bfloat16": Precision("bfloat16", "bfloat16", runs=64),
    "float16": Precision("float16", "float16", runs=64),
    "mixed_bfloat16": Precision("float32", "bfloat16"),
    "mixed_float16": Precision("float32", "float16"),
    "tf32": Precision("float32", "tf32"),
}


def allowed(kind: str, dtype: str) -> int:
    """Return how many roundings an answer to a concept of a kind may be off."""
    return PRECISIONS[dtype].runs if kind == "training run" else ALLOWED


def eps(dtype: str) -> float:
    """Return the distance of 1 to the next number of a precision, of a dtype of NumPy's too."""
    return PRECISIONS[str(dtype)].eps


def _limits(dtype: str):
    """Return what NumPy says of a dtype. TF32 has the digits of a float16 and the range of a float32."""
    if dtype == "tf32":
        return _Tf32
    return ml_dtypes.finfo(HALF[dtype]) if dtype in HALF else np.finfo(dtype)


class _Tf32:
    eps = 2.0**-10
    smallest_normal = 2.0**-126
    max = 2.0**128 * (1 - 2.0**-11)


def _halved(array: np.ndarray, dtype: str) -> np.ndarray:
    with np.errstate(over="ignore"):  # beyond the largest number lies infinity
        return np.asarray(array, "float32").astype(HALF[dtype]).astype("float32")

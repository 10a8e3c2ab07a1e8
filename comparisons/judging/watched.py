"""Arrays that see every real number that is computed from them; what they do with it is up to a subclass."""

from typing import Any, NamedTuple

import numpy as np

from comparisons.errors import Mistake

#: Functions of NumPy that compute by ufuncs, which are watched, or do not compute at all: they move and choose numbers.
#: What is not among them might compute out of sight, and is refused.
TRANSPARENT = {
    "all", "any", "append", "argmax", "argmin", "argsort", "around", "array_equal", "array_split", "atleast_1d",
    "atleast_2d", "atleast_3d", "block", "broadcast_arrays", "broadcast_to", "clip", "column_stack", "compress",
    "concatenate", "copy", "copyto", "count_nonzero", "cumprod", "cumsum", "diag", "diagonal", "diff", "dsplit",
    "dstack", "empty_like", "expand_dims", "fill_diagonal", "flip", "fliplr", "flipud", "full_like", "hsplit",
    "hstack", "isclose", "iscomplexobj", "isrealobj", "ix_", "lexsort", "matrix_transpose", "max", "mean",
    "min", "moveaxis", "ndim", "nonzero", "ones_like", "pad", "partition", "permute_dims", "prod",
    "ptp", "put_along_axis", "ravel", "repeat", "reshape", "result_type", "roll", "rollaxis", "rot90",
    "searchsorted", "shape", "size", "sliding_window_view", "sort", "split", "squeeze", "stack", "std", "sum",
    "swapaxes", "take", "take_along_axis", "tile", "transpose", "tril", "triu", "unstack", "var", "vsplit",
    "vstack", "where", "zeros_like",
}  # fmt: skip

#: Operations that round more than once: what is rounded in them is as large as the terms that are summed up.
SUMS = {"matmul", "vecdot", "matvec", "vecmat", "add.reduce", "add.accumulate", "add.at", "einsum"}

#: Sums of two, which are rounded once: only if their terms are known to one rounding alone do these terms matter.
SUMS_OF_TWO = {"add", "subtract"}


class Operation(NamedTuple):
    """One operation on arrays, ``add``, ``matmul``, ``add.reduce``, ``einsum`` ..., and how to repeat it."""

    name: str
    inputs: tuple
    compute: Any
    settings: dict = {}  # noqa: RUF012  it is never changed

    def terms(self) -> np.ndarray:
        """Return the size of the terms that a sum adds up to each entry: the sum of their sizes."""
        sizes = [
            np.abs(each) if _is_real(each) or isinstance(each, int | float) else each for each in self.inputs
        ]
        add = np.add if self.name == "subtract" else self.compute
        return add(*sizes, **self.settings)


class Watched(np.ndarray):
    """An array whose results are watched, and may be changed, by :meth:`seen`; results are watched in turn.

    Raises Mistake for a function of NumPy that might compute what is not seen.
    """

    def seen(self, operation: Operation, result: np.ndarray) -> np.ndarray:
        """Return what an operation shall yield."""
        return result

    def decided(self, operation: Operation, result: np.ndarray) -> np.ndarray:
        """Return what a comparison of real numbers shall yield."""
        return result

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **settings):
        if method == "at":
            return self._add_at(ufunc, *inputs)
        plain = tuple(map(_plain, inputs))
        name, compute = ufunc.__name__, ufunc
        if method != "__call__":
            name, compute = f"{name}.{method}", getattr(ufunc, method)
        operation = Operation(name, plain, compute, settings)
        into = dict(out=tuple(map(_plain, out))) if out else {}
        result = compute(*plain, **settings, **into)
        if isinstance(result, tuple):
            return result
        kind = result.dtype.kind if isinstance(result, np.ndarray | np.generic) else "O"
        if kind == "b" and any(map(_is_real, plain)):
            return self.decided(operation, np.asarray(result))
        if kind != "f":
            return result
        result = np.asarray(self.seen(operation, np.asarray(result)))  # a sum of no axes would be no array
        if out is None:
            return result.view(type(self))
        out[0][...] = result
        return out[0].view(
            type(self)
        )  # so a plain array is watched, too, once it was computed into by its name

    def _add_at(self, ufunc, target, places, values) -> None:
        """Add up values at places that may repeat, in ``target`` itself; what is seen is what each entry has become."""
        if ufunc is not np.add:
            raise Mistake(f"np.{ufunc.__name__}.at computes out of sight; use np.add.at")
        before = np.array(target)

        def compute(start, places, values):
            total = start.copy()
            np.add.at(total, places, values)
            return total

        operation = Operation("add.at", (before, places, _plain(values)), compute)
        target[...] = self.seen(operation, compute(*operation.inputs))

    def __array_function__(self, function, types, inputs, settings):
        if function is np.einsum:
            plain = tuple(_plain(each) for each in inputs)
            result = np.asarray(np.einsum(*plain, **settings))
            return np.asarray(self.seen(Operation("einsum", plain, np.einsum, settings), result)).view(
                type(self)
            )
        if function.__name__ not in TRANSPARENT:
            raise Mistake(
                f"np.{function.__name__} may compute out of sight of what watches the numbers; "
                "write it with operators, or name it in comparisons/judging/watched.py if it only moves numbers"
            )
        result = super().__array_function__(function, types, inputs, settings)
        is_real = isinstance(result, np.ndarray) and result.dtype.kind == "f"
        return result.view(type(self)) if is_real else result

    def dot(self, other, out=None):
        """Refuse: this method computes out of sight."""
        raise Mistake("array.dot computes out of sight of what watches the numbers; write @")


def watched(arrays: dict[str, np.ndarray], kind: type[np.ndarray]) -> dict[str, np.ndarray]:
    """Return arrays, those of real numbers as copies of a watching kind; if ``kind`` is none, they stay as they are."""
    if not issubclass(kind, Watched):
        return arrays
    return {name: array.copy().view(kind) if _is_real(array) else array for name, array in arrays.items()}


def _plain(array):
    return np.asarray(array) if isinstance(array, Watched) else array


def _is_real(array) -> bool:
    return isinstance(array, np.ndarray | np.floating) and array.dtype.kind == "f"

"""Arrays that see every real number that is computed from them; what they do with it is up to a subclass."""

import numpy as np


class Watched(np.ndarray):
    """An array whose results are watched, and may be changed, by :meth:`seen`; results are watched in turn."""

    def seen(self, name: str, inputs: tuple, result: np.ndarray) -> np.ndarray:
        """Return what an operation shall yield: ``name`` is ``add``, ``matmul``, ``add.reduce``, ``einsum`` ..."""
        return result

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **settings):
        plain = tuple(_plain(each) for each in inputs)
        if out is not None:
            settings["out"] = tuple(_plain(each) for each in out)
        result = getattr(ufunc, method)(*plain, **settings)
        if isinstance(result, tuple) or getattr(result, "dtype", np.dtype(object)).kind != "f":
            return result
        name = ufunc.__name__ if method == "__call__" else f"{ufunc.__name__}.{method}"
        result = self.seen(name, plain, np.asarray(result))
        if out is None:
            return result.view(type(self))
        out[0][...] = result
        return out[0]

    def __array_function__(self, function, types, inputs, settings):
        result = super().__array_function__(function, types, inputs, settings)
        if not isinstance(result, np.ndarray) or result.dtype.kind != "f":
            return result
        if function is np.einsum:  # the one function in use that computes without calling a ufunc
            result = self.seen("einsum", tuple(_plain(each) for each in inputs), np.asarray(result))
        return result.view(type(self))


def watched(arrays: dict[str, np.ndarray], kind: type[Watched]) -> dict[str, np.ndarray]:
    """Return copies of arrays, those of real numbers as arrays of a watching kind."""
    return {
        name: array.copy().view(kind) if array.dtype.kind == "f" else array for name, array in arrays.items()
    }


def _plain(array):
    return np.asarray(array) if isinstance(array, Watched) else array

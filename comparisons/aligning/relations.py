"""How an array of PyTorch may rightly stand in Keras: channels last, the batch first, flattened in another order."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from comparisons.aligning.law import apart
from comparisons.judging.precision import ALLOWED

Array = np.ndarray


@dataclass(frozen=True)
class Relation:
    """One way: what brings PyTorch's array into Keras's order.

    ``rows`` is the order of the last axis, if another; ``columns`` that of what a dense layer returns of it.
    """

    name: str
    to: Callable[[Array], Array]
    rows: Array | None = None
    columns: Array | None = None


SAME = Relation("", lambda array: array)
LAST = Relation("channels last", lambda array: np.moveaxis(array, 1, -1))
BATCH_FIRST = Relation("batch first", lambda array: array.swapaxes(0, 1))


def of_input(
    array: Array, shape: tuple[int, ...], moved: bool, second: bool, flats: Iterable[tuple]
) -> Iterator[Relation]:
    """Yield the ways in which a layer's input in PyTorch may arrive at its partner, in this shape.

    moved    whether the concept's layouts bring channels last
    second   whether PyTorch's model holds the batch on its second axis somewhere
    flats    shapes, without the batch, that PyTorch has flattened
    """
    there = Relation("channels last", lambda a: np.moveaxis(a, 1, -1)) if moved and array.ndim > 2 else SAME
    if there.to(array).shape == shape:
        yield there
    if there is LAST or (moved and array.ndim > 2 and array.shape == shape):
        yield SAME
    if second and array.ndim > 2 and array.swapaxes(0, 1).shape == shape:
        yield BATCH_FIRST
    if array.ndim == 2 and array.shape == shape:
        yield from flattened(array, flats)
    if moved and array.ndim > 2:
        yield from padded(np.moveaxis(array, 1, -1).shape, shape)
    if array.ndim != len(shape) and [n for n in array.shape if n > 1] == [n for n in shape if n > 1]:
        yield Relation("reshaped", lambda a: a.reshape(shape))


def flattened(array: Array, flats: Iterable[tuple]) -> Iterator[Relation]:
    """Yield the ways in which images that were flattened stand in each other's order."""
    for c, *rest in flats:
        if rest and c > 1 and np.prod(rest) > 1 and c * np.prod(rest) == array.shape[-1]:
            rows = np.moveaxis(np.arange(array.shape[-1]).reshape(c, *rest), 0, -1).reshape(-1)
            yield Relation("flattened (rows, columns, channels)", lambda a, r=rows: a[..., r], rows)


def padded(shape: tuple[int, ...], wanted: tuple[int, ...]) -> Iterator[Relation]:
    """Yield the borders of zeros with which an array, channels last, has the wanted shape."""
    if len(shape) != len(wanted) or len(shape) < 3 or (shape[0], shape[-1]) != (wanted[0], wanted[-1]):
        return
    more = [large - small for large, small in zip(wanted[1:-1], shape[1:-1], strict=True)]
    if not any(more) or not all(0 <= each < 8 for each in more):
        return
    ways = itertools.product(*(range(each + 1) for each in more))
    for low in sorted(ways, key=lambda low: sum(abs(2 * a - m) for a, m in zip(low, more, strict=True))):
        border = [(0, 0), *((a, m - a) for a, m in zip(low, more, strict=True)), (0, 0)]
        yield Relation("padded", lambda a, b=border: np.pad(np.moveaxis(a, 1, -1), b))


def best(
    array: Array, other: Array, ways: Iterable[Relation], dtype: str = "float32"
) -> tuple[float, Relation | None]:
    """Return how far Keras's array is from PyTorch's in the way that fits best, and that way; the first that agrees."""
    found: tuple[float, Relation | None] = (float("inf"), None)
    for way in ways:
        moved = way.to(other)
        far = apart(array, moved, dtype) if moved.shape == array.shape else float("inf")
        if far <= ALLOWED:
            return far, way
        if found[1] is None or far < found[0]:
            found = far, way
    return found


def of_value(array: Array, other: Array, flats: Iterable[tuple]) -> Iterator[Relation]:
    """Yield all ways in which two arrays may hold the same numbers: for glue, which is told by its values."""
    if array.shape == other.shape:
        yield SAME
        if array.ndim == 2:
            yield from flattened(other, flats)
    if other.ndim > 2:
        yield LAST
        if sorted(array.shape) == sorted(other.shape) and other.ndim < 6:
            for order in itertools.permutations(range(other.ndim)):
                if tuple(other.shape[axis] for axis in order) == array.shape:
                    yield Relation(f"axes {order}", lambda a, o=order: a.transpose(o))
        yield from padded(np.moveaxis(other, 1, -1).shape, array.shape)
    if array.size == other.size:
        yield Relation("reshaped", lambda a: a.reshape(array.shape))
        if other.ndim > 2:
            yield Relation("reshaped", lambda a: np.moveaxis(a, 1, -1).reshape(array.shape))


def of_output(array: Array, other: Array, second: bool) -> Iterator[Relation]:
    """Yield the ways in which what PyTorch's model returns may be what Keras's returns."""
    yield SAME
    if other.ndim > 2:
        yield LAST
    if second and other.ndim > 1:
        yield BATCH_FIRST
    if array.size == other.size and [n for n in array.shape if n > 1] == [n for n in other.shape if n > 1]:
        yield Relation("reshaped", lambda a: a.reshape(array.shape))


class Values:
    """Arrays that one model made, to be found again among the other's in whatever order of axes."""

    def __init__(self, flats: Iterable[tuple]):
        self.flats = list(flats)
        self._by_size: dict[int, list[tuple[Array, Array, object]]] = {}

    def add(self, array: Array, owner: object = None) -> None:
        """Keep an array, with who made it."""
        self._by_size.setdefault(array.size, []).append((_fingerprint(array), array, owner))

    def find(self, array: Array, forward: bool = True) -> tuple[Array, object] | None:
        """Return an array that holds the same numbers, and who made it; ``forward`` if the kept ones are PyTorch's."""
        mark, seen = _fingerprint(array), set()
        for other, value, owner in self._by_size.get(array.size, ()):
            close = np.allclose(mark, other, rtol=1e-4, atol=1e-4 * (abs(mark[1]) + 1e-6) ** 0.5)
            if not close or id(value) in seen:
                continue
            seen.add(id(value))
            pair = (array, value) if forward else (value, array)
            if best(*pair, of_value(*pair, self.flats))[0] <= ALLOWED:
                return value, owner
        return None


def _fingerprint(array: Array) -> Array:
    finite = np.nan_to_num(array.astype("float64"))
    return np.array([finite.sum(), np.square(finite).sum()])

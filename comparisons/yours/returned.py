"""What a person's code returns: outputs, bare, several or by name, a way back, gradients, or a cache that is none."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from comparisons.yours.guarding import Failed
from comparisons.yours.names import plain


@dataclass
class Returned:
    """What was returned, sorted: arrays by name or place, the way back if there is one, gradients if there are some."""

    values: dict[str | int, Any] = field(default_factory=dict)
    backward: Callable | None = None
    gradients: Any = None


def sorted_out(value: Any, outputs: Collection[str], gradients: Collection[str]) -> Returned:
    """Sort what was returned; ``outputs`` and ``gradients`` are the names that these may have: ``y``, ``dx``.

    Raises Failed for None and where there is no array in it.
    """
    if value is None:
        raise Failed("returned None")
    found = Returned()
    _sort(value, found, outputs, gradients, top=True)
    if not found.values:
        raise Failed(f"returned {_shown(value)}, in which there is no array")
    return found


def _sort(
    value: Any, found: Returned, outputs: Collection[str], gradients: Collection[str], top: bool = False
) -> None:
    if isinstance(value, Mapping):
        labels = {str(key) for key in value}
        top = top or (bool(labels) and labels <= set(outputs))
        if not top and not labels & set(gradients):
            return  # a cache
        if not top and labels <= set(gradients):
            found.gradients = dict(value)
            return
        if not top:
            return
        of_gradients = {key: each for key, each in value.items() if _is_gradient(str(key), gradients)}
        for key, each in value.items():
            if plain(str(key)) in ("gradients", "grads") and isinstance(each, Mapping):
                found.gradients = dict(each)
            elif plain(str(key)) == "backward" and callable(each):
                found.backward = each
            elif key not in of_gradients and is_array(each):
                found.values[str(key)] = each
        if of_gradients:
            found.gradients = of_gradients
    elif is_array(value):
        found.values[len(found.values)] = value
    elif isinstance(value, tuple | list):
        for each in value:
            if callable(each) and not is_array(each):
                found.backward = each
            else:
                _sort(each, found, outputs, gradients)
        if isinstance(value, list) and len({shape(each) for each in value if is_array(each)}) == 1:
            found.values["list"] = value  # a history, perhaps: one array after the other


def _is_gradient(key: str, gradients: Collection[str]) -> bool:
    return key in gradients and key.startswith(("d", "grad"))


def _is_numbers(value: Any) -> bool:
    """Return whether a list is one array written as a list: numbers, or rows of them."""
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(each, int | float | np.number) or _is_numbers(each) for each in value)


def is_array(value: Any) -> bool:
    """Return whether a value is an array, a tensor, a number, or a list of numbers."""
    if isinstance(value, bool | int | float | np.generic | np.ndarray) or _is_numbers(value):
        return True
    return hasattr(value, "shape") and hasattr(value, "dtype") and not isinstance(value, type)


def chosen(
    returned: Mapping[str | int, Any],
    right: Mapping[str, np.ndarray],
    theirs: Callable[[str, np.ndarray], np.ndarray],
) -> dict[str, str | int]:
    """Return which of the returned arrays is which output: by name, then by shape, the nearest to the truth first.

    ``theirs`` brings an output into the order in which the implementation returns it. The first array is the first
    output, whatever its shape, if nothing else says what it is.
    """
    found = {name: name for name in right if name in returned}
    for name in right:
        same = [key for key in returned if isinstance(key, str) and plain(key) == plain(name)]
        if name not in found and same and same[0] not in found.values():
            found[name] = same[0]
    for name, array in right.items():
        if name in found:
            continue
        wanted = theirs(name, array)
        fits = [
            key
            for key, value in returned.items()
            if key not in found.values() and shape(value) == wanted.shape and not isinstance(value, bool)
        ]
        if fits:
            found[name] = min(
                fits, key=lambda key: (round(_far(returned[key], wanted), 6), list(returned).index(key))
            )
    first = next(iter(right))
    left = [key for key in returned if key not in found.values()]
    if first not in found and left:
        found[first] = left[0]
    return found


def shape(value: Any) -> tuple[int, ...]:
    """Return the shape of an array, a tensor or a number."""
    return tuple(value.shape) if hasattr(value, "shape") else np.shape(value)


def _far(array: Any, right: np.ndarray) -> float:
    with np.errstate(all="ignore"):
        far = np.max(np.abs(np.asarray(array, "float64") - right), initial=0.0)
    return float(min(far, 1e9)) if np.isfinite(far) else 1e9


def _shown(value: Any) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) < 60 else f"{type(value).__name__} {text[:50]}…"

"""What both models are given: arrays in PyTorch's order, and the same in Keras's."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from comparisons.errors import Mistake, one_line

#: Samples that are drawn where no inputs are given, and steps of a sequence whose length is not.
SAMPLES, STEPS = 3, 7


#: An input of a Keras model: its shape, with None for what is open, and whether it holds whole numbers.
Wanted = tuple[tuple[int | None, ...], bool]


def drawn(torch_model: Any, keras_model: Any, seed: int = 0) -> list[np.ndarray]:
    """Draw inputs for both models from the shapes that Keras's names, in Keras's order.

    Whole numbers are ids of the smallest embedding. Raises Mistake if Keras's model names no shapes.
    """
    return draw(wanted(keras_model), smallest_table(torch_model), seed=seed)


def wanted(keras_model: Any) -> list[Wanted]:
    """Return what a Keras model takes. Raises Mistake if it does not say so."""
    inputs = getattr(keras_model, "inputs", None)
    if not inputs:
        raise Mistake("the Keras model does not say what it takes: give inputs")
    return [(tuple(each.shape), "int" in str(each.dtype)) for each in inputs]


def smallest_table(torch_model: Any) -> int:
    """Return how many entries the smallest embedding of a PyTorch model has; 10 if there is none."""
    entries = [module.num_embeddings for module in torch_model.modules() if hasattr(module, "num_embeddings")]
    return min(entries, default=10)


def draw(
    takes: Sequence[Wanted], entries: int, samples: int = SAMPLES, steps: int = STEPS, seed: int = 0
) -> list[np.ndarray]:
    """Draw inputs as a Keras model takes them; whole numbers are below ``entries``, open axes have ``steps``."""
    rng, arrays = np.random.default_rng(seed), []
    for of, whole in takes:
        shape = [samples, *(n or steps for n in of[1:])]
        if whole:
            arrays.append(rng.integers(0, entries, shape))
        else:
            arrays.append(rng.standard_normal(shape).astype("float32"))
    return arrays


def first_that_runs(orders: Sequence, run: Callable, who: str) -> tuple:
    """Return the first order of inputs with which a model runs, and what it returned.

    Raises Mistake, with what went wrong with the first, if there is none.
    """
    errors = []
    for order in orders:
        try:
            return order, run(order)
        except Mistake:
            raise
        except MemoryError:
            raise Mistake(f"{who} is too large for this machine's memory") from None
        except Exception as error:  # whatever a person's model raises is the line that they read
            errors.append(error)
    shapes = ", ".join(str(tuple(each.shape)) for each in orders[0])
    raise Mistake(f"{who} cannot be run on inputs of shape {shapes}: {one_line(errors[0], placed=False)}")


def as_arrays(inputs: Any) -> list[np.ndarray]:
    """Return what a person gives as inputs, an array or tensor or several, as arrays; float64 becomes float32."""
    if isinstance(inputs, dict):
        inputs = list(inputs.values())
    if not isinstance(inputs, list | tuple):
        inputs = [inputs]
    arrays = []
    for each in inputs:
        if hasattr(each, "detach"):
            each = each.detach().cpu().numpy()
        array = np.asarray(each)
        if array.dtype == object or array.dtype.kind not in "fiub":
            raise Mistake(f"an input is {type(each).__name__}; give arrays of numbers, or tensors")
        arrays.append(array.astype("float32") if array.dtype == np.float64 else array)
    return arrays


def in_keras(keras_model: Any, arrays: Sequence[np.ndarray]) -> list[list[np.ndarray]]:
    """Return the orders in which Keras may take PyTorch's inputs, the likely ones first.

    Raises Mistake if the model takes another number of inputs, or none of the orders fits the shapes it names.
    """
    shapes = [tuple(each.shape) for each in getattr(keras_model, "inputs", None) or []]
    if shapes and len(shapes) != len(arrays):
        raise Mistake(f"the Keras model takes {len(shapes)} inputs, {len(arrays)} are given")
    choices = [list(_orders(array, shapes[n] if shapes else None)) for n, array in enumerate(arrays)]
    for number, each in enumerate(choices):
        if not each:
            raise Mistake(
                f"input {number} has the shape {arrays[number].shape} in PyTorch's order; "
                f"the Keras model takes {shapes[number]}"
            )
    return [
        list(each) for each in zip(*(_filled(each, max(map(len, choices))) for each in choices), strict=True)
    ]


def in_torch(arrays: Sequence[np.ndarray]) -> list[list[np.ndarray]]:
    """Return the orders in which PyTorch may take inputs that are in Keras's order, the likely ones first."""
    first = [np.moveaxis(each, -1, 1) if each.ndim > 3 else each for each in arrays]
    every = [np.moveaxis(each, -1, 1) if each.ndim > 2 else each for each in arrays]
    second = [each.swapaxes(0, 1) if each.ndim > 1 else each for each in arrays]
    found: list[list[np.ndarray]] = []
    for order in (first, every, list(arrays), second):
        if not any(all(a.shape == b.shape for a, b in zip(order, other, strict=True)) for other in found):
            found.append([np.ascontiguousarray(each) for each in order])
    return found


def _orders(array: np.ndarray, shape: tuple | None) -> Iterable[np.ndarray]:
    ways = [array]
    if array.ndim > 2:
        last = np.moveaxis(array, 1, -1)
        ways = [last, array] if array.ndim > 3 else [array, last]
        ways.append(array.swapaxes(0, 1))
    for way in ways:
        same = shape is not None and len(shape) == way.ndim
        if shape is None or (same and all(n in (None, m) for n, m in zip(shape, way.shape, strict=True))):
            yield np.ascontiguousarray(way)


def _filled(choices: list, count: int) -> list:
    return choices + [choices[-1]] * (count - len(choices))

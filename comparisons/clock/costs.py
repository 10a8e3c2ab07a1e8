"""What a concept must do at the least: operations and bytes, counted from its shapes and not from any clock."""

from dataclasses import dataclass

import numpy as np

from comparisons.judging.question import Question
from comparisons.judging.watched import Watched, watched


@dataclass(frozen=True)
class Cost:
    """Operations on real numbers, and bytes that are read or written if each array crosses the memory bus once."""

    operations: int
    bytes: int


def cost(question: Question, which: str) -> Cost:
    """Count what one pass costs: ``forward``, ``forward and backward``, ``epoch`` or ``step``.

    Operations are those of scratch: one for every entry of a result, two for every product that a sum of products
    adds up. Bytes are those of arguments, results, and for a backward pass the gradients on both sides.
    """
    if question.kind == "distribution":  # a number is drawn and written
        numbers = np.empty(question.case["shape"], question.precision.held)
        return Cost(numbers.size, numbers.nbytes)
    kind = type("Counted", (Counted,), dict(operations=0))
    arrays = watched(question.arrays, kind)
    result = question.concept.function(**arrays, **question.settings)
    moved = [*question.arrays.values()]
    if question.concept.kind == "operation":
        value, backward = result
        moved += value.values() if isinstance(value, dict) else [value]
        if which != "forward":
            cotangents = {f"d{name}": array for name, array in question.cotangents.items()}
            moved += [*cotangents.values(), *backward(**watched(cotangents, kind)).values()]
    else:
        moved += result.values() if isinstance(result, dict) else [result]
    return Cost(int(kind.operations), int(sum(np.asarray(array).nbytes for array in moved)))


class Counted(Watched):
    """An array that counts the operations of everything that is computed from it, in its class."""

    operations = 0

    def seen(self, operation, result):
        """Count, and leave the result as it is."""
        type(self).operations += operations(operation.name, operation.inputs, result)
        return result


def operations(name: str, inputs: tuple, result: np.ndarray) -> int:
    """Return how many operations on real numbers lie behind a result, by the shapes alone."""
    if name == "matmul":  # a multiplication and an addition for each term
        return 2 * result.size * np.shape(inputs[0])[-1]
    if name == "einsum":
        axes, *arrays = inputs
        extents = {
            axis: extent
            for axes_of_one, array in zip(axes.split("->")[0].split(","), arrays, strict=True)
            for axis, extent in zip(axes_of_one, np.shape(array), strict=True)
        }
        return len(arrays) * int(np.prod(list(extents.values())))
    if "." in name:  # a reduction or an accumulation takes up each entry of its input once
        return np.size(inputs[0])
    return result.size

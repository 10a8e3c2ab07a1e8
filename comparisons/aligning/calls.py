"""What happened inside a model: a record of calls, each with the arrays that went in and came out.

A *layer* is a call that a concept of the catalogue stands for, such as a convolution or an LSTM: it has weights, and is
compared as a whole. All else, activations, sums, reshapes, pooling, is *glue*: it joins layers, is seldom written in
the same pieces in both frameworks, and is told by the values that it makes.
"""

import inspect
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from comparisons.aligning.trees import leaves


class Place:
    """Stands for a tensor among the arguments of a call."""


@dataclass(eq=False)
class Call:
    """One call of a layer or of a piece of glue.

    kind       the family of a layer (see :mod:`comparisons.aligning.kinds`); of glue, its name in words of both
               frameworks (see :mod:`comparisons.aligning.words`)
    name       what a person calls it: the path of a module or layer, the name of a function
    what       the module, the Keras layer, operation or function
    settings   what else it was given, by name
    inputs     the arrays that went in, in order; ``given`` tells which tensors they were
    outputs    the arrays that came out; ``made`` tells which tensors they are
    template   its arguments, with a :class:`Place` for every tensor
    run        does it once more, on other arrays
    """

    kind: str
    name: str
    what: Any
    settings: dict
    inputs: list[np.ndarray]
    given: list[Hashable]
    outputs: list[np.ndarray] = field(default_factory=list)
    made: list[Hashable] = field(default_factory=list)
    template: Any = None
    run: Callable[[Sequence[np.ndarray]], list[np.ndarray]] | None = None
    layer: bool = False
    dtype: str = "float32"

    def __str__(self):
        return self.name


@dataclass
class Record:
    """All calls of one run, in order; the arrays that the model was given and returned, and which tensors they were."""

    calls: list[Call] = field(default_factory=list)
    inputs: list[np.ndarray] = field(default_factory=list)
    given: list[Hashable] = field(default_factory=list)
    outputs: list[np.ndarray] = field(default_factory=list)
    made: list[Hashable] = field(default_factory=list)

    @property
    def layers(self) -> list[Call]:
        """The calls of layers."""
        return [call for call in self.calls if call.layer]

    def maker(self, tensor: Hashable, before: Call | None = None) -> Call | None:
        """Return the last call that made a tensor, before a call; None if none did: an input, a weight."""
        end = self.calls.index(before) if before in self.calls else len(self.calls)
        return next((call for call in reversed(self.calls[:end]) if tensor in call.made), None)

    def chain(
        self, tensor: Hashable, known: Callable[[Hashable, np.ndarray], bool], through: Iterable[Call] = ()
    ) -> list[Call]:
        """Return the glue that leads to a tensor from layers and from tensors that are known, in order.

        It goes ``through`` some layers as if they were glue.
        """
        found: list[Call] = []
        self._back(tensor, len(self.calls), known, found, list(through))
        return sorted(found, key=self.calls.index)

    def _back(self, tensor, end, known, found, through) -> None:
        for place in range(end - 1, -1, -1):
            call = self.calls[place]
            if tensor in call.made:
                if (call.layer and call not in through) or call in found:
                    return
                found.append(call)
                for given, array in zip(call.given, call.inputs, strict=True):
                    if not known(given, array):
                        self._back(given, place, known, found, through)
                return


def bound(function: Callable, args: tuple, kwargs: dict, tensors: type | tuple[type, ...]) -> dict[str, Any]:
    """Return the settings of a call by name, by position where the function does not tell its names: no tensors."""
    try:
        given = inspect.signature(function).bind(*args, **kwargs)
        given.apply_defaults()
        named = dict(given.arguments)
        named |= named.pop("kwargs", {})
    except (TypeError, ValueError):
        named = {f"_{n}": each for n, each in enumerate(args)} | kwargs
    return {name: value for name, value in named.items() if not leaves(value, tensors)}


def replay(
    chain: Iterable[Call],
    wanted: Hashable,
    start: dict[Hashable, np.ndarray],
    instead: dict[Call, Callable[[Sequence[np.ndarray]], list[np.ndarray]]] | None = None,
) -> np.ndarray:
    """Do a chain of glue once more and return the tensor that is wanted.

    ``start`` are arrays in the place of the recorded ones, by tensor; ``instead`` does some of the calls otherwise.
    """
    values = dict(start)
    for call in chain:
        given = [values.get(tensor, array) for tensor, array in zip(call.given, call.inputs, strict=True)]
        run = (instead or {}).get(call) or call.run
        values.update(zip(call.made, run(given), strict=False))
    return values[wanted]


def reached(call: Call, record: Record) -> list[Call | None]:
    """Return the layers that what a call makes comes to before any other, in order; None is the model's output."""
    carried, found = set(call.made), []
    for each in record.calls[record.calls.index(call) + 1 :]:
        if carried & set(each.given):
            if each.layer:
                found.append(each)
            else:
                carried |= set(each.made)
    return [*found, *([None] if carried & set(record.made) else [])]

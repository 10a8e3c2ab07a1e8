"""Code that stands by itself is called: with arrays and settings by its own names, and what it returns is read."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from comparisons.declaring.layout import Layout, members
from comparisons.judging.question import Question
from comparisons.yours.fit import Fit
from comparisons.yours.guarding import Failed
from comparisons.yours.implementation import Implementation
from comparisons.yours.returned import Returned, chosen, sorted_out


class Caller:
    """An implementation that stands by itself, with one question before it.

    ``place`` makes of an array what it takes, ``read`` an array of what it returns.
    """

    def __init__(
        self,
        question: Question,
        implementation: Implementation,
        fit: Fit,
        place: Callable[[np.ndarray], Any] = np.array,
        read: Callable[[Any], np.ndarray] = np.asarray,
    ):
        self.question, self.implementation, self.fit = question, implementation, fit
        self.place, self.read = place, read
        self.sizes = question.offered  # of axes that a layout splits
        self.notes: list[str] = []
        self.places: dict = {}  # which of what was returned is which output

    def _instance(self) -> Any:
        """Return what is called: the function, or an instance with the weights where it keeps them."""
        thing = self.implementation
        if thing.is_function:
            return thing.thing
        arrays = {
            theirs: self._theirs(ours)
            for ours, theirs in self.fit.given.items()
            if ours in self.question.arrays
        }
        own = {name: array for name, array in arrays.items() if name in thing.constructed}
        model = thing.made(self.question.offered, self.question.sizes, **own)
        for name, text in self.fit.layouts.items():
            layout = Layout.parse(text)
            if layout.address and name in self.question.arrays:
                put(model, layout, self._theirs(name), self.question.offered)
        return model

    def _settings(self) -> dict[str, Any]:
        """Return the settings that a call takes, by their names there."""
        taken: dict[str, Any] = {}
        for ours, theirs in self.fit.settings.items():
            if theirs in self.implementation.called:
                taken.setdefault(theirs, []).append(self.question.settings[ours])
        return {name: values[0] if len(values) == 1 else tuple(values) for name, values in taken.items()}

    def _called(self, model: Any, changed: Mapping[str, np.ndarray] | None = None) -> Any:
        """Call it with the arrays by its own names; note what it changes."""
        arrays = {**self.question.arrays, **(changed or {})}
        given = {
            theirs: self._theirs(ours, arrays[ours])
            for ours, theirs in self.fit.given.items()
            if ours in arrays and theirs in self.implementation.called
        }
        absent = [theirs for ours, theirs in self.fit.given.items() if ours not in arrays]
        for name, each in self.implementation.called.items():
            if name in absent and each.default is each.empty:
                given[name] = None
        for name, cotangent in self._cotangents().items():
            for known in (f"d{name}", "dout", "grad_output", "upstream"):
                if known in self.implementation.called and known not in given:
                    given[known] = cotangent
                    break
        before = {name: np.array(self.read(array)) for name, array in given.items() if array is not None}
        result = self._forward(model, given | self._settings())
        for name, array in before.items():
            if not np.array_equal(self.read(given[name]), array, equal_nan=array.dtype.kind == "f"):
                self.notes.append(f"changes its argument {name}")
        return result

    def _forward(self, model: Any, given: dict[str, Any]) -> Any:
        call = model
        if not self.implementation.is_function:
            call = getattr(model, "forward", None) or model
        places = self.implementation.called
        by_place = []
        for name, each in places.items():
            if each.kind is each.POSITIONAL_ONLY and name in given:
                by_place.append(given.pop(name))
        return call(*by_place, **given)

    def _theirs(self, name: str, array: np.ndarray | None = None) -> Any:
        """Return an array as the implementation takes it; one of its own, which it may change."""
        array = self.question.arrays[name] if array is None else array
        return self.place(np.array(self.fit.layout(name).to(np.asarray(array), **self.sizes)))

    def _cotangents(self) -> dict[str, Any]:
        return {
            name: self.place(np.array(self.fit.layout(name).to(array, **self.sizes)))
            for name, array in self.question.cotangents.items()
            if name not in self.fit.absent
        }

    def _returned(self, value: Any, model: Any = None) -> Returned:
        names = [
            each
            for label, (_, name) in self.question.owed.items()
            for each in self._names_of_gradient(label, name)
        ]
        return sorted_out(value, self.question.truth.outputs, names)

    def _outputs(
        self, returned: Returned, names: list[str], right: Mapping[str, np.ndarray] | None = None
    ) -> dict:
        """Return the outputs by our names and in our layouts."""
        right = right or {name: self.question.truth.outputs[name] for name in names}
        values = {key: self.read(value) for key, value in returned.values.items()}
        places = self.fit.outputs
        if not places or not any(key in values for key in places.values()):
            places = chosen(values, right, lambda n, a: self.fit.layout(n).to(a, **self.sizes))
        self.places = places
        return {
            name: self._array(values[key], name)
            for name, key in places.items()
            if key in values and name in right
        }

    def _array(self, value: Any, name: str) -> np.ndarray:
        """Return what was returned in our layout and in the dtype that was asked; note if it had another."""
        array = np.asarray(self.read(value))
        if array.dtype.kind not in "fiub":
            raise Failed(f"returned {array.dtype} for {name}")
        if array.dtype != self.question.dtype:
            if array.dtype.kind == "f" and array.ndim:
                self.notes.append(f"returns {array.dtype} where {self.question.dtype} is given")
            array = array.astype(self.question.dtype)
        try:
            return np.asarray(self.fit.layout(name).back(array, **self.sizes))
        except Exception:  # of another shape, which the judge says
            return array


def put(model: Any, layout: Layout, array: np.ndarray, sizes: Mapping[str, Any]) -> None:
    """Put an array, in the implementation's order, where an object keeps it: in attributes, or in dicts that are some.

    Raises Failed if it does not keep such a thing, or one of another shape.
    """
    addresses = members(layout.address, bool)
    for address, piece in zip(addresses, layout.pieces(np.array(array)), strict=True):
        *path, last = address.split(".")
        holder = model
        for step in path:
            holder = holder[step] if isinstance(holder, Mapping) else getattr(holder, step, None)
        have = holder.get(last) if isinstance(holder, Mapping) else getattr(holder, last, None)
        if not isinstance(have, np.ndarray):
            raise Failed(f"keeps no {address}")
        have = np.array(have, piece.dtype)
        part = layout.part(have, **sizes)
        if part.shape != piece.shape:
            raise Failed(f"keeps {address} of the shape {part.shape} where it is {piece.shape}")
        part[...] = piece
        holder.__setitem__(last, have) if isinstance(holder, dict) else setattr(holder, last, have)


def kept(model: Any) -> dict[str, np.ndarray]:
    """Return the arrays that an object keeps: its attributes, and what dicts among these hold, by address."""
    found = {}
    for name, value in getattr(model, "__dict__", {}).items():
        if isinstance(value, np.ndarray):
            found[name] = value
        elif isinstance(value, Mapping):
            found |= {f"{name}.{key}": each for key, each in value.items() if isinstance(each, np.ndarray)}
    return found

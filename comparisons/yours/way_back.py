"""The way back of code that stands by itself: a function backward, a method, gradients by name, in order or beside."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from comparisons.declaring.layout import members
from comparisons.yours.calling import Caller, kept
from comparisons.yours.returned import Returned


class WayBack(Caller):
    """An implementation whose gradients are asked for."""

    def _gradients(self, returned: Returned, model: Any) -> dict[str, np.ndarray]:
        """Return the gradients by our names; none where there is no way back."""
        owed = {label: name for label, (_, name) in self.question.owed.items()}
        made = returned.gradients
        if returned.backward is not None:
            made = self._back(returned.backward)
        elif callable(getattr(model, "backward", None)) and not self.implementation.is_function:
            made = self._back(model.backward)
        elif made is None:
            made = self._beside(returned)
        found = {}
        by_order = [name for name in self._order() if name in owed.values()]
        if isinstance(made, tuple | list):
            made = {f"d{name}": each for name, each in self._in_order(by_order, list(made)).items()}
        elif made is not None and not isinstance(made, Mapping):
            made = {f"d{by_order[0]}": made} if by_order else {}
        for label, name in owed.items():
            each = next(
                (made[key] for key in self._names_of_gradient(label, name) if key in (made or {})), None
            )
            if each is None and not self.implementation.is_function:
                each = self._kept_gradient(model, name)
            if each is not None:
                found[name] = self._array(each, name)
        return found

    def _back(self, backward: Callable) -> Any:
        cotangents = self._cotangents()
        wanted = [name for name, each in _positional(backward).items() if each.default is each.empty]
        if {f"d{name}" for name in cotangents} >= set(wanted) and wanted:
            return backward(**{name: cotangents[name.removeprefix("d")] for name in wanted})
        return backward(*list(cotangents.values())[: len(wanted) or None])

    def _beside(self, returned: Returned) -> dict | None:
        """Return gradients that are returned beside a single number, as ``loss, dz``, for the gradient that arrives."""
        (first, *others) = self.question.truth.outputs.items()
        if others or np.ndim(first[1]) or len(returned.values) < 2:
            return None
        arriving = next(iter(self.question.cotangents.values()))
        extra = [self.read(value) for value in list(returned.values.values())[1:]]
        names = [name for name in self._order() if ("gradient", name) in self.question.owed.values()]
        matching = self._in_order(names, extra)
        return {f"d{name}": arriving * each for name, each in matching.items()} or None

    def _kept_gradient(self, model: Any, name: str) -> np.ndarray | None:
        """Return the gradient that an object keeps of an array, as ``dW`` beside ``W`` or in a dict of its own."""
        layout, found = self.fit.layout(name), {}
        for address, array in kept(model).items():
            found[address.rpartition(".")[2]] = array
        for attribute in ("grads", "gradients", "grad"):
            if isinstance(own := getattr(model, attribute, None), Mapping):
                found |= {f"d{key.removeprefix('d')}": each for key, each in own.items()}
        forms = ("d{}", "d_{}", "grad_{}", "{}_grad", "grad{}")
        pieces = []
        for address in members(layout.address, bool) if layout.address else [self.fit.given.get(name, name)]:
            last = address.rpartition(".")[2]
            piece = next((found[key] for form in forms if (key := form.format(last)) in found), None)
            if piece is None:
                return None
            pieces.append(layout.part(piece, **self.sizes))
        return layout.joined(pieces)

    def _in_order(self, names: list[str], made: list) -> dict[str, Any]:
        """Return gradients by our names: in order where the shapes fit, else each to the first that it fits."""
        shapes = {name: np.shape(self.read(self._theirs(name))) for name in names}
        if len(made) == len(names) and all(
            each is None or np.shape(each) == shapes[name] for name, each in zip(names, made, strict=True)
        ):
            return dict(zip(names, made, strict=True))
        found = {}
        for each in made:
            fits = [name for name in names if name not in found and np.shape(each) == shapes[name]]
            if each is not None and fits:
                found[fits[0]] = each
        return found or dict(zip(names, made, strict=False))

    def _order(self) -> list[str]:
        """Return our arrays in the order in which the implementation takes them."""
        there = {theirs: ours for ours, theirs in self.fit.given.items() if ours in self.question.arrays}
        return [there[name] for name in self.implementation.takes if name in there]

    def _names_of_gradient(self, label: str, name: str) -> list[str]:
        theirs = [self.fit.given.get(name), self.fit.layout(name).address.rpartition(".")[2] or None, name]
        forms = ("d{}", "d_{}", "grad_{}", "{}_grad", "grad{}", "{}")
        return [label, *(form.format(each) for each in theirs if each for form in forms)]


def _positional(function: Callable) -> dict:
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return {}
    return {n: p for n, p in parameters.items() if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)}

"""Where a framework keeps scratch's arrays: put them there, and read them back."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from einops import EinopsError

from comparisons.declaring.layout import Layout, members
from comparisons.errors import Mistake
from comparisons.judging.precision import Precision
from comparisons.judging.question import Question

Tensor = Any


class Misfit(Mistake):
    """Arrays and weights that do not fit each other: a wrong address, another shape, a weight that nothing maps to."""


class Keeper(ABC):
    """A framework as the keeper of a question's arrays: its layouts say where in the model each lies, in what order.

    A subclass says for itself how its framework lists, reads and assigns weights; ``trained`` are those that are
    trained, by address; ``inputs`` are what is given to the model, in the order of ``input_names``.
    """

    name: ClassVar[str]
    separator: ClassVar[str]  # between the parts of a weight's address
    question: Question
    layouts: dict[str, Layout]
    inputs: list[Tensor]
    trained: dict[str, Tensor]

    @abstractmethod
    def array(self, tensor: Tensor) -> np.ndarray:
        """Read a tensor as a NumPy array of its own."""

    @abstractmethod
    def weights(self) -> dict[str, Tensor]:
        """Return the weights and state of the model by the addresses that the framework gives them."""

    @abstractmethod
    def trainable(self) -> dict[str, Tensor]:
        """Return the weights that are trained, by address."""

    @abstractmethod
    def assign(self, weight: Tensor, array: np.ndarray) -> None:
        """Overwrite a weight of the model."""

    @property
    def precision(self) -> Precision:
        """The precision in which the question is asked."""
        return self.question.precision

    @property
    def nowhere(self) -> set[str]:
        """Names of the arrays that this framework does not keep at all."""
        return self.question.concept.nowhere(self.name)

    @property
    def input_names(self) -> list[str]:
        """Names of the inputs: arguments that are there, no weights and not drawn here, in the signature's order."""
        return [name for name in self._input_places() if name in self.question.arrays]

    def placed(self, inputs: Sequence[Tensor]) -> list[Tensor | None]:
        """Return the inputs as a call takes them by position: None in the place of an earlier one that is absent."""
        given, places = dict(zip(self.input_names, inputs, strict=True)), self._input_places()
        last = max(map(places.index, given), default=-1)
        return [given.get(name) for name in places[: last + 1]]

    def places(self, name: str) -> list[list[str]]:
        """Return where an array is kept: of each of its terms, the full addresses of the weights that hold it."""
        return [self._resolved(name, address) for address in self.layouts[name].addresses]

    def loaded(self) -> list[str]:
        """Return the full addresses of all weights that :meth:`load` writes into, each once."""
        kept = [name for name, each in self.layouts.items() if each.address and name in self.question.arrays]
        return list(dict.fromkeys(each for name in kept for term in self.places(name) for each in term))

    def theirs(self, name: str, array: np.ndarray) -> np.ndarray:
        """Return an array of scratch's in the framework's order."""
        return self.layouts[name].to(array, **self.question.offered) if name in self.layouts else array

    def gradients(self) -> list[tuple[Tensor, ...]]:
        """Return the gradients of an optimizer's weights, step by step."""
        series = [
            self.inputs[self.input_names.index(name)] for name in self.question.concept.descent.values()
        ]
        return list(zip(*series, strict=True))

    def load(self) -> None:
        """Put scratch's arrays where the layouts say.

        Raises Misfit for a wrong address, a shape that does not fit, two arrays in one place, and a trainable weight
        that is not mapped in all of its parts.
        """
        mapped = {
            address: np.zeros(self.array(weight).shape, bool) for address, weight in self.weights().items()
        }
        for name, layout in self.layouts.items():
            if not layout.address or name not in self.question.arrays:
                continue
            try:
                array = self.theirs(name, self.question.arrays[name])
            except EinopsError as error:
                raise self._misfit(name, layout, error) from error
            addresses, pieces = self._resolved(name, layout.address), layout.pieces(array)
            if len(addresses) != len(pieces):
                raise self._misfit(
                    name, layout, f"it has {len(pieces)} layers, the model has {len(addresses)}"
                )
            for address, piece in zip(addresses, pieces, strict=True):
                whole = self.array(self.weights()[address])
                try:
                    part = self._part(layout, whole)
                    if part.shape != piece.shape:
                        raise ValueError(
                            f"{name} has the shape {piece.shape} there, {address} has {part.shape}"
                        )
                    if self._part(layout, mapped[address]).any():
                        raise ValueError("another array maps to the same place")
                except (ValueError, IndexError, NameError) as error:
                    raise self._misfit(name, layout, error) from error
                part[...] = piece
                self._part(layout, mapped[address])[...] = True
                self.assign(self.weights()[address], whole)
            for address in (each for plus in layout.plus for each in self._resolved(name, plus)):
                self._part(layout, mapped[address])[...] = True
                weight = self.weights()[address]
                self.assign(weight, np.zeros_like(self.array(weight)))
        for address in self.trained:
            if not mapped[address].all():
                what = "a part of the" if mapped[address].any() else "the"
                raise Misfit(
                    f"{self.question.concept.name}, {self.name}: no array maps to {what} trainable weight {address!r}; "
                    f"add it to {self.name}=dict(...) of the declaration"
                )

    def _input_places(self) -> list[str]:
        kept = {name for name, layout in self.layouts.items() if layout.address or layout.nowhere}
        kept |= self.question.concept.draws.keys()
        return [name for name in self.question.concept.arguments if name not in kept]

    def _states(self) -> dict[str, np.ndarray]:
        """Read every argument that the model keeps: what it changes is an output."""
        given = {*self.input_names, *self.question.concept.draws, *self.nowhere}
        return {name: self._state(name) for name in self.question.arrays if name not in given}

    def _state(self, name: str) -> np.ndarray:
        """Read an output that the model keeps instead of returning it: a trained weight, a running statistic."""
        layout = self.layouts.get(name)
        if not layout or not layout.address:
            raise Mistake(
                f"{self._where(name)} is not returned by the model, and no layout says where it is kept"
            )
        return layout.back(self._kept(name, layout), **self.question.offered)

    def _kept(self, name: str, layout: Layout) -> np.ndarray:
        """Read an array where the model keeps it, in the framework's order: the sum of its terms."""
        terms = [self._resolved(name, address) for address in layout.addresses]
        return sum(
            layout.joined([self._part(layout, self.array(self.weights()[each])) for each in term])
            for term in terms
        )

    def _part(self, layout: Layout, weight: np.ndarray) -> np.ndarray:
        """Return the view of a weight that holds an array."""
        return layout.part(weight, **self.question.offered)

    def has(self, address: str) -> bool:
        """Return whether some weight's address ends with the given one."""
        return bool(self._ending(address))

    def _ending(self, address: str) -> list[str]:
        return [
            each for each in self.weights() if f"{self.separator}{each}".endswith(self.separator + address)
        ]

    def _resolve(self, name: str, address: str) -> str:
        """Return the one full address that ends with the given one."""
        weights, found = list(self.weights()), self._ending(address)
        if len(found) == 1:
            return found[0]
        trouble = "is ambiguous" if found else "does not exist"
        raise Misfit(
            f"{self._where(name)}: address {address!r} {trouble}; there are {', '.join(found or weights) or 'none'}"
        )

    def _resolved(self, name: str, address: str) -> list[str]:
        """Return the full addresses that an address stands for: one, or those of a series."""
        return [self._resolve(name, each) for each in members(address, self.has)]

    def _misfit(self, name: str, layout: Layout, why) -> Misfit:
        return Misfit(f"{self._where(name)}: layout '{layout}' does not fit: {why}")

    def _ours(self, name, array) -> np.ndarray:
        return self.layouts[name].back(array, **self.question.offered) if name in self.layouts else array

    def _where(self, name: str) -> str:
        return f"{self.question.concept.name}, {self.name}, {name}"

    def _series(self, values: Sequence) -> np.ndarray:
        """Read the values of every epoch; Python's numbers have no dtype of their own."""
        if all(type(value) in (int, float) for value in values):
            return np.array(values, self.question.precision.held)
        return np.asarray(values)

    def _gradient(self, gradient, tensor) -> np.ndarray:
        """Read a gradient; where the framework says there is none, it is zero."""
        return np.zeros_like(self.array(tensor)) if gradient is None else self.array(gradient)

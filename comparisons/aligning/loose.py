"""Weights that no layer of the catalogue holds: a class token, positions, a scale; paired by shape, name and order."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from comparisons.aligning import findings as of
from comparisons.aligning import kinds, law
from comparisons.aligning.findings import Findings
from comparisons.aligning.pairing import alike
from comparisons.aligning.torch_calls import to_array


@dataclass(frozen=True)
class Loose:
    """A weight of Keras and its partner in PyTorch: the axes in the order in which Keras has them."""

    weight: Any
    name: str
    array: np.ndarray
    order: tuple[int, ...]

    def moved(self, array: np.ndarray) -> np.ndarray:
        """Return an array of PyTorch's, such as a gradient, in Keras's order."""
        return array.transpose(self.order).reshape(self.weight.shape)

    @property
    def right(self) -> np.ndarray:
        """What Keras's weight is in a faithful port."""
        return self.moved(self.array)


def paired(torch_model: Any, keras_model: Any, whole_attention: bool) -> tuple[list[Loose], list[str]]:
    """Return the pairs of loose weights, and a sentence for those without a partner."""
    left, mine = dict(_of_torch(torch_model)), list(_of_keras(keras_model, whole_attention))
    mine += _tables(torch_model, keras_model, left)
    tables = dict(_tables_of_torch(torch_model, keras_model, mine))
    left |= tables
    pairs, alone = [], []
    for weight in mine:
        fits = [
            (name, order) for name, each in left.items() for order in _orders(each.shape, tuple(weight.shape))
        ]
        held = np.array(weight.numpy())
        fits.sort(key=lambda fit: not np.array_equal(Loose(weight, fit[0], left[fit[0]], fit[1]).right, held))
        exact = [fit for fit in fits if fit[1] == tuple(range(len(fit[1])))] or fits
        if not exact:
            alone.append(f"{weight.path} of Keras")
            continue
        name, order = max(exact, key=lambda fit: round(alike(weight.path, fit[0]), 2))
        pairs.append(Loose(weight, name, left.pop(name), order))
    alone += [f"{name} of PyTorch" for name in left if name not in tables]
    said = f"held by no layer of the catalogue and without a partner: {', '.join(alone)}"
    return pairs, [said] if alone else []


def judge(pairs: list[Loose], found: Findings, ported: bool) -> None:
    """Judge loose weights as they are, if they were ported, and give Keras the right ones."""
    for pair in pairs:
        held = np.array(pair.weight.numpy())
        if ported and law.apart(held, pair.right) > 1:
            found.add(
                of.WEIGHTS,
                pair.weight.path,
                pair.name,
                law.apart(held, pair.right),
                *_reason(pair, held, pairs),
            )
        pair.weight.assign(pair.right)


def _reason(pair: Loose, held: np.ndarray, pairs: list[Loose]) -> tuple[str, bool]:
    for other in pairs:
        if other is not pair and other.right.shape == held.shape and law.apart(held, other.right) <= 1:
            return f"it holds {other.name}", True
    right = pair.right
    for axis in range(held.ndim):
        if right.shape[axis] > 1 and law.apart(held, np.flip(right, axis)) <= 1:
            return f"it is flipped along axis {axis}", True
        if right.shape[axis] > 1 and law.apart(held, np.roll(right, 1, axis)) <= 1:
            return f"it is shifted by one along axis {axis}", True
    for value in (0, 1):
        if np.all(held == value):
            return f"it was not carried over: it is {value}", True
    if np.array_equal(np.sort(held, None), np.sort(right, None)):
        return "the same numbers in another order", True
    return "other numbers", False


def _orders(shape: tuple[int, ...], wanted: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    def plain(sizes):
        return [n for n in sizes if n != 1]

    for order in itertools.permutations(range(len(shape))) if len(shape) < 5 else [tuple(range(len(shape)))]:
        if plain(shape[axis] for axis in order) == plain(wanted):
            yield order


def _of_torch(module: Any, prefix: str = "") -> Iterator[tuple[str, np.ndarray]]:
    if kinds.of_torch(module):
        return
    for name, each in module.named_parameters(recurse=False):
        yield prefix + name, to_array(each)
    for name, each in module.named_children():
        yield from _of_torch(each, f"{prefix}{name}.")


def _tables(torch_model: Any, keras_model: Any, left: dict[str, np.ndarray]) -> Iterator[Any]:
    """Yield the tables of embeddings that are parameters in PyTorch: positions that Keras looks up by number."""
    modules = [each for each in torch_model.modules() if kinds.of_torch(each) == "embedding"]
    shapes = [tuple(each.weight.shape) for each in modules]
    for layer in keras_model._flatten_layers():
        if kinds.of_keras(layer) != "embedding" or not layer.weights:
            continue
        (table, *_), fits = layer.weights, [each.shape for each in left.values()]
        shape = tuple(table.shape)
        if shape in shapes:
            shapes.remove(shape)
        elif any(orders for each in fits if (orders := list(_orders(each, shape)))):
            yield table


def _tables_of_torch(torch_model: Any, keras_model: Any, mine: list[Any]) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the tables of PyTorch's embeddings that are mere weights in Keras, by name."""
    layers = [
        each for each in keras_model._flatten_layers() if kinds.of_keras(each) == "embedding" and each.weights
    ]
    shapes = [tuple(each.weights[0].shape) for each in layers]
    for name, module in torch_model.named_modules():
        if kinds.of_torch(module) != "embedding":
            continue
        shape = tuple(module.weight.shape)
        if shape in shapes:
            shapes.remove(shape)
        elif any(tuple(each.shape) == shape for each in mine):
            yield f"{name}.weight", to_array(module.weight)


def _of_keras(layer: Any, whole_attention: bool) -> Iterator[Any]:
    family = kinds.of_keras(layer)
    if family and (family != "attention" or whole_attention):
        return
    yield from layer._trainable_variables
    for each in getattr(layer, "_layers", []):
        if hasattr(each, "_trainable_variables"):
            yield from _of_keras(each, whole_attention)

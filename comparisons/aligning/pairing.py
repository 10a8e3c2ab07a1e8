"""Which layer of Keras is which of PyTorch: by the data that arrives, by the weights, by what each one feeds, by name.

Layers of one family and size are told apart in this order. What a layer feeds is seen before it is needed: both models
have run once, and a layer's *outlook* is the tree of the layers that come after it.
"""

import difflib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from comparisons.aligning.calls import Call, Record
from comparisons.aligning.relations import Relation
from comparisons.judging.precision import ALLOWED, eps

#: How far a layer looks ahead, and back.
FAR = 8


class Graph:
    """The layers of a record, and which feeds which.

    ``state`` returns a layer's weights by address, whichever framework it is of.
    """

    def __init__(self, record: Record, state: Callable[[Any], dict[str, np.ndarray]]):
        self.layers = record.layers
        self.size = {call: _size(call, state(call.what)) for call in self.layers}
        self.feeds: dict[Call, set[Call]] = defaultdict(set)
        self.fed: dict[Call, set[Call]] = defaultdict(set)
        origins: dict = {}
        for call in record.calls:
            found = set().union(*(origins.get(tensor, set()) for tensor in call.given))
            if call.layer:
                for each in found:
                    self.feeds[each].add(call)
                    self.fed[call].add(each)
                found = {call}
            origins |= dict.fromkeys(call.made, found)
        self.ends = set().union(*(origins.get(tensor, set()) for tensor in record.made))

    @cached_property
    def outlook(self) -> dict[Call, list]:
        """By layer, what comes after it, seen one layer far, two, and so on."""
        return self._seen(self.feeds)

    @cached_property
    def hindsight(self) -> dict[Call, list]:
        """By layer, what comes before it."""
        return self._seen(self.fed)

    def _seen(self, edges) -> dict[Call, list]:
        labels = {call: [hash((self.size[call], call in self.ends))] for call in self.layers}
        for far in range(FAR):
            for call in self.layers:
                around = sorted(labels[each][far] for each in edges[call])
                labels[call].append(hash((labels[call][0], *around)))
        return labels


def depth(seen: Sequence, other: Sequence) -> int:
    """Return how far two layers see the same."""
    return next((n for n, pair in enumerate(zip(seen, other, strict=True)) if pair[0] != pair[1]), len(seen))


def alike(name: str, other: str) -> float:
    """Return how much two names are alike, from 0 to 1; numbers that are joined otherwise are no difference."""
    plain = [each.lower().replace("/", ".").replace("_", ".") for each in (name, other)]
    return difflib.SequenceMatcher(None, *plain).ratio()


@dataclass(frozen=True)
class Fit:
    """A call of PyTorch that may be a layer's partner, and what speaks for it; the greatest is the best."""

    call: Call
    exact: bool  # its input is the one that arrived
    weights: bool  # its weights are the ones that Keras holds
    ahead: int  # how far both feed the same
    behind: int
    near: tuple[float, float]  # how near what arrived is to its input, if none is exact
    named: float
    place: int

    @property
    def rank(self) -> tuple:
        """What it is compared by."""
        if self.exact:
            return 1, self.weights, self.ahead, round(self.named, 1), -self.place
        return 0, self.weights, self.ahead + self.behind, self.near, round(self.named, 1), -self.place


def nearness(array: np.ndarray, other: np.ndarray, way: Relation | None) -> tuple[float, float]:
    """Return how near an array is to another: which share of it agrees, and how near the numbers are in any order.

    Where a pool counts its border otherwise all but the border agrees, in ``way``. What is 0 in both tells nothing.
    Of the second 0 is the same, and all else is less.
    """
    if array.size != other.size or array.dtype.kind != "f" or other.dtype.kind != "f":
        return 0.0, -np.inf
    far = -float(np.linalg.norm(np.sort(array, None).astype("float64") - np.sort(other, None)))
    moved = way.to(other) if way else other
    told = np.maximum(np.abs(array), np.abs(moved)) if moved.shape == array.shape else np.zeros(1)
    if not told.any():
        return 0.0, far
    same = np.abs(array - moved)[told > 0] <= ALLOWED * eps("float32") * told.max()
    return round(float(same.mean()), 2), far


def marks(arrays: Mapping[str, np.ndarray]) -> list[tuple]:
    """Return what tells the matrices of a layer from others', whatever the order of their entries."""
    kept = [
        part
        for name, each in arrays.items()
        if each.ndim > 1 and "bias" not in name and each.size
        for part in (np.split(each, 3) if name.endswith("in_proj_weight") else [each])
    ]
    return [
        (each.size, f"{np.abs(each).sum(dtype='float64'):.5g}", f"{np.abs(each).max():.5g}") for each in kept
    ]


def _size(call: Call, arrays: dict[str, np.ndarray]) -> tuple:
    """Return what a layer has in common with its partner whatever the order of its weights.

    It is how many numbers it has, and of a convolution its kernel: one of 1×3 is no twin of one of 3×1.
    """
    kept = [each for name, each in arrays.items() if "bias" not in name and "num_batches" not in name]
    matrices = sum(each.size for each in kept if each.ndim > 1)
    count = matrices or max((each.size for each in kept if each.ndim == 1), default=0)
    return call.kind, count, tuple(getattr(call.what, "kernel_size", ()))

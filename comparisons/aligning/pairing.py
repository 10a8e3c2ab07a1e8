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

#: How far a layer looks ahead, and back.
FAR = 8


class Graph:
    """The layers of a record, and which feeds which.

    ``state`` returns a layer's weights by address, whichever framework it is of.
    """

    def __init__(self, record: Record, state: Callable[[Any], dict[str, np.ndarray]]):
        self.layers = record.layers
        self.size = {call: _size(call.kind, state(call.what)) for call in self.layers}
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
    near: float  # how near the numbers that arrived are to its input, in whatever order, if none is exact
    named: float
    place: int

    @property
    def rank(self) -> tuple:
        """What it is compared by."""
        if self.exact:
            return 1, self.weights, self.ahead, round(self.named, 1), -self.place
        return 0, self.weights, self.ahead + self.behind, self.near, round(self.named, 1), -self.place


def nearness(array: np.ndarray, other: np.ndarray) -> float:
    """Return how near two arrays' numbers are, whatever their order: 0 is the same, all else is less."""
    if array.size != other.size or array.dtype.kind != "f" or other.dtype.kind != "f":
        return -np.inf
    return -float(np.linalg.norm(np.sort(array, None).astype("float64") - np.sort(other, None)))


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


def _size(kind: str, arrays: dict[str, np.ndarray]) -> tuple:
    """Return what a layer has in common with its partner whatever the order of its weights: how many numbers."""
    kept = [each for name, each in arrays.items() if "bias" not in name and "num_batches" not in name]
    matrices = sum(each.size for each in kept if each.ndim > 1)
    return kind, matrices or max((each.size for each in kept if each.ndim == 1), default=0)

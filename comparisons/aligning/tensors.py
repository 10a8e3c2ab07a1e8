"""The tensors of a run: each is told from all others, and read once, however many calls it goes through."""

import weakref
from collections.abc import Callable, Hashable, Iterable
from itertools import count
from typing import Any

import numpy as np


class Tensors:
    """The tensors that a watch sees. None is kept alive; their arrays are, one for each.

    read       reads a tensor as an array
    version    how often a tensor has been changed in place: then it is another. None if that cannot be known: then it
               is read each time
    hollow     keeps of every array its shape and dtype alone, with zeros that take no memory
    """

    def __init__(
        self,
        read: Callable[[Any], np.ndarray],
        version: Callable[[Any], int | None],
        hollow: bool = False,
    ):
        self.read, self.version, self.hollow = read, version, hollow
        self._numbers: dict[int, tuple[weakref.ref, int]] = {}
        self._next = count()
        self._arrays: dict[Hashable, np.ndarray] = {}

    def keys(self, tensors: Iterable) -> list[Hashable]:
        """Return what tells each tensor from others."""
        return list(map(self._key, tensors))

    def arrays(self, tensors: Iterable) -> list[np.ndarray]:
        """Return what each tensor holds."""
        return list(map(self._array, tensors))

    def _key(self, tensor) -> tuple[int, int | None]:
        known, number = self._numbers.get(id(tensor), (None, 0))
        if known is None or known() is not tensor:  # what had this address has died
            number = next(self._next)
            self._numbers[id(tensor)] = weakref.ref(tensor), number
        return number, self.version(tensor)

    def _array(self, tensor) -> np.ndarray:
        key = self._key(tensor)
        if key in self._arrays:
            return self._arrays[key]
        array = self.read(tensor)
        if self.hollow:
            array = np.broadcast_to(array.dtype.type(0), array.shape)
        if key[1] is not None:
            self._arrays[key] = array
        return array

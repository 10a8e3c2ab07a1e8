"""Vectors: the weights of a whole model as one vector, as optimizers take them, and by name again."""

from collections.abc import Mapping

import numpy as np


def flat(arrays: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return arrays as one vector, one after the other."""
    return np.concatenate([np.ravel(each) for each in arrays.values()])


def named(vector: np.ndarray, like: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return by name what :func:`flat` has put together; ``like`` has names and shapes of the arrays, in order."""
    ends = np.cumsum([each.size for each in like.values()])[:-1]
    parts = zip(np.split(vector, ends), like.items(), strict=True)
    return {name: part.reshape(each.shape) for part, (name, each) in parts}

"""Beginnings: the first weights of a model whose training is told, the same in every panel."""

from collections.abc import Mapping

import numpy as np


def first_weights(
    shapes: Mapping[str, tuple[int, ...] | int], gain: float = 1.0, start: int = 0
) -> dict[str, np.ndarray]:
    """Return by name normal weights of deviation √(gain / fan-in), and zeros where a shape is a mere number: biases.

    ``gain`` is 1 for layers that keep the size of signals, 2 before ReLUs (He, Zhang, Ren & Sun, *Delving Deep into
    Rectifiers*, 2015). The fan-in is the product of all axes but the last. Another ``start`` draws others.
    """
    rng = np.random.default_rng(start)
    return {
        name: rng.standard_normal(shape) * np.sqrt(gain / np.prod(shape[:-1]))
        if np.ndim(shape)
        else np.zeros(shape)
        for name, shape in shapes.items()
    }

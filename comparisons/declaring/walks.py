"""Walks: an optimizer a step at a time, for where a gradient is known only once the last step is taken.

A concept is given all gradients at once. Here it is given one, and what it remembers of those before.
"""

import inspect
from collections.abc import Callable, Iterator

import numpy as np

from comparisons.declaring.catalogue import load
from scratch.walking import averaged


def _heavier(v, g, momentum, **_):
    return momentum * v + g


def _mean(beta: str, squared: bool = False) -> Callable:
    return lambda mean, g, **settings: averaged(mean, settings[beta], g, *[g] * squared)


#: What optimizers remember from step to step, and how that moves with a gradient.
MEMORY = {
    "optimizers.gradient_descent": {},
    "optimizers.momentum": dict(v=_heavier),
    "optimizers.nesterov": dict(v=_heavier),
    "optimizers.rmsprop": dict(v=_mean("rho", squared=True)),
    "optimizers.adam": dict(m=_mean("beta1"), v=_mean("beta2", squared=True)),
    "optimizers.adamw": dict(m=_mean("beta1"), v=_mean("beta2", squared=True)),
    "optimizers.lion": dict(m=_mean("beta2")),
}


def walk(
    concept: str, w: np.ndarray, gradient_at: Callable, steps: int, *, learning_rate: float, **settings
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the weights after each step of an optimizer, and the gradient that it went along.

    ``gradient_at(w, step)`` is the gradient at weights (d) before a step, counted from 0. The concept is one of those
    in ``MEMORY``; settings that are not given are its defaults.
    """
    optimizer = inspect.unwrap(
        load(concept).function
    )  # without the gate before it, which looks at every step
    settings = load(concept).defaults | settings | dict(learning_rate=learning_rate)
    counts = "step" in inspect.signature(optimizer).parameters
    state = {name: np.zeros_like(w) for name in MEMORY[concept]}
    for step in range(steps):
        g = gradient_at(w, step)
        before = state | settings | (dict(step=step) if counts else {})
        w = optimizer(w, g[None], **before)[0]
        state = {name: move(state[name], g, **settings) for name, move in MEMORY[concept].items()}
        yield w, g


def walked(*given, **settings) -> tuple[np.ndarray, np.ndarray]:
    """Return all that :func:`walk` yields: the path (t d), and the gradients that it went along (t d)."""
    path, gradients = zip(*walk(*given, **settings), strict=True)
    return np.array(path), np.array(gradients)

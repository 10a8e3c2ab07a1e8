"""What arrives at a layer of Keras, and at which place its partner in PyTorch takes it."""

import inspect
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import tensorflow as tf

from comparisons.aligning import kinds
from comparisons.aligning.calls import Call
from comparisons.aligning.trees import leaves


@dataclass(frozen=True)
class Arrival:
    """What arrives at a layer of Keras: an array, which tensor it is, its place among all, and that in PyTorch."""

    array: np.ndarray
    tensor: Any
    place: int
    role: int


def arrivals(call: Call, args: tuple, kwargs: dict) -> list[Arrival]:
    """Return what arrives at a layer: its inputs and states, and no masks."""
    names = [*inspect.signature(call.what.call).parameters]
    named = [
        name
        for name, each in [*zip(names, args, strict=False), *kwargs.items()]
        for _ in leaves(each, tf.Tensor)
    ]
    found = [Arrival(*each, place, 0) for place, each in enumerate(zip(call.inputs, call.given, strict=True))]
    if call.kind == "attention":
        roles = dict(query=0, key=1, value=2)
        return [
            replace(each, role=roles[name]) for each, name in zip(found, named, strict=False) if name in roles
        ]
    if call.kind in kinds.RECURRENT:
        states = [each for each, name in zip(found[1:], named[1:], strict=False) if "mask" not in name]
        return [found[0], *(replace(each, role=number) for number, each in enumerate(states, 1))]
    return found[:1]

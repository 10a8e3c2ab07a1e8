"""An axis that a setting names by its number, and what is cut in two along it."""

import numpy as np


def demand_axis(who: str, axis: int, name: str, array) -> None:
    """Raise ValueError if an array, which is called by that name, has no such axis."""
    if not -array.ndim <= axis < array.ndim:
        allowed = f"{-array.ndim} to {array.ndim - 1}, the axes of {name}"
        raise ValueError(f"{who}: axis is {axis}; allowed are {allowed}")


def halves(who: str, axis: int, name: str, array) -> list:
    """Return the two halves of an array along an axis. Raises ValueError if it has none, or an odd number along it."""
    demand_axis(who, axis, name, array)
    size = array.shape[axis]
    if size % 2:
        raise ValueError(f"{who}: {name} has {size} entries along its axis {axis}; allowed are even numbers")
    return np.split(array, 2, axis)

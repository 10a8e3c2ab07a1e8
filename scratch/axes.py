"""Axes that a setting names by their numbers, and what lies along them."""

import math

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


def demand_axes(who: str, axis: int | tuple[int, ...], name: str, array) -> tuple[int, ...]:
    """Return one axis or several, in ascending order and counted from the first, of an array called by that name.

    Raises ValueError if it has no such axis, or if one is named twice or none.
    """
    axes = (axis,) if isinstance(axis, int) else axis
    for each in axes:
        demand_axis(who, each, name, array)
    places = tuple(sorted({each % array.ndim for each in axes}))
    if len(places) != len(axes) or not axes:
        raise ValueError(f"{who}: axis is {axis}; allowed are axes of {name}, one or more, each once")
    return places


def demand_along(who: str, axes: tuple[int, ...], name: str, array, **others) -> tuple[int, ...]:
    """Return the sizes of these axes of an array, which others have as their shape, where they are not None.

    Raises ValueError for one that has not.
    """
    sizes = tuple(array.shape[axis] for axis in axes)
    for other, given in others.items():
        if given is not None and given.shape != sizes:
            raise ValueError(
                f"{who}: {other} has the shape {given.shape}; the axes {axes} of {name} have {sizes}"
            )
    return sizes


def rows_along(axes: tuple[int, ...], shape: tuple[int, ...]) -> tuple:
    """Return two functions: one views an array of a shape as rows that run along these axes, the other takes it back.

    There is no copy where the axes are the last.
    """
    kept = [axis for axis in range(len(shape)) if axis not in axes]
    order = [*kept, *axes]
    moved = [shape[axis] for axis in order]
    table = [math.prod(shape[axis] for axis in some) for some in (kept, axes)]
    back = sorted(order, key=order.__getitem__)

    def rows(array):
        return array.transpose(order).reshape(table)

    def unrolled(array):
        return array.reshape(moved).transpose(back)

    return rows, unrolled

"""An axis that a setting names by its number."""


def demand_axis(who: str, axis: int, name: str, array) -> None:
    """Raise ValueError if an array, which is called by that name, has no such axis."""
    if not -array.ndim <= axis < array.ndim:
        allowed = f"{-array.ndim} to {array.ndim - 1}, the axes of {name}"
        raise ValueError(f"{who}: axis is {axis}; allowed are {allowed}")

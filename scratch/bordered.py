"""What borders share that are made of the image itself: every place of a padded axis is a copy of a place of the axis.

    y_i = x_{place(i)}        dx_j = Σ dy_i of all i whose place is j

A border lies P places before and P′ after an axis of h; i counts from −P to h + P′ − 1.
"""

import numpy as np

from scratch.windows import by_axis


def sides(padding) -> list[tuple[int, int]]:
    """Return how much is laid before and after rows, and columns."""
    return [by_axis(each, 2) for each in by_axis(padding, 2)]


def bordered(x, padding, place):
    """Return images x (n h w c) with a border, and backward.

    ``place(i, h)`` returns of which place of an axis of h the places i of the padded axis are copies.
    """
    axes = zip(x.shape[1:-1], sides(padding), strict=True)
    rows, columns = (place(np.arange(-before, h + after), h) for h, (before, after) in axes)
    y = x[:, rows[:, None], columns]

    def backward(dy):
        dy_rows = paid_back(dy.swapaxes(1, 2), columns, *sides(padding)[1]).swapaxes(1, 2)
        return dict(x=paid_back(dy_rows, rows, *sides(padding)[0]))

    return y, backward


def paid_back(dy, places, before: int, after: int):
    """Return the gradient inside a border along axis 1, to which that of the border is added."""
    end = dy.shape[1] - after
    dx = dy[:, before:end].copy()
    for i in (*range(before), *range(end, dy.shape[1])):
        dx[:, places[i]] += dy[:, i]
    return dx


def demand_room(who: str, padding, x, less: int) -> None:
    """Raise ValueError if a side is longer than what there is to copy: the axis, or ``less`` than it."""
    if any(max(pair) > h - less for h, pair in zip(x.shape[1:-1], sides(padding), strict=True)):
        allowed = " and ".join(str(h - less) for h in x.shape[1:-1])
        raise ValueError(
            f"{who}: padding is {padding}; allowed are up to {allowed}, by the rows and columns of x"
        )

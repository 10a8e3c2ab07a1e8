"""Windows: how a kernel or a pool of p × q places is laid over an image, row by row and column by column.

    row r of the answer sees the rows  S·r + D·i − P  of the image,  i = 0 … p − 1

Stride S, dilation D and the padding P that is laid before the image may differ between rows and columns, and what is
laid after the image from P. A window reaches over D (p − 1) + 1 rows.

Padding "valid" is none. Padding "same" is as much as makes ⌈h / S⌉ rows of h, half of it before and half after; of an
odd number the one row more is after. That is TensorFlow's rule (*Notes on padding*, in its documentation of tf.nn);
PyTorch has it too, where S = 1.
"""

import numpy as np


def by_axis(setting) -> tuple:
    """Return a setting for rows and for columns: one number holds for both."""
    return setting if isinstance(setting, tuple) else (setting, setting)


def reach_of(window: tuple[int, int], dilation: tuple[int, int]) -> tuple[int, int]:
    """Return over how many rows and columns a window reaches, those that it leaves out included."""
    return tuple(d * (places - 1) + 1 for places, d in zip(window, dilation, strict=True))


def by_side(padding, image: tuple[int, int], reach: tuple[int, int], stride: tuple[int, int]) -> list[tuple]:
    """Return how much is laid before and after the image: [(top, bottom), (left, right)]."""
    if padding == "same":
        axes = zip(image, reach, stride, strict=True)
        totals = [max((-(-size // step) - 1) * step + over - size, 0) for size, over, step in axes]
        return [(total // 2, total - total // 2) for total in totals]
    return [by_axis(sides) for sides in by_axis(0 if padding == "valid" else padding)]


def to_the_end(sides: list[tuple], image, reach, stride) -> list[tuple]:
    """Return a padding with which one window more fits in: one that starts before the end of the image."""
    longer = []
    for (before, after), size, over, step in zip(sides, image, reach, stride, strict=True):
        left = (before + size + after - over) % step  # places behind the last window
        start = before + size + after - over - left + step
        longer.append((before, after + step - left if left and start < before + size else after))
    return longer


def padded(images, sides: list[tuple], value):
    """Return images (n h w c) with this value laid around them."""
    return np.pad(images, [(0, 0), *sides, (0, 0)], constant_values=value)


def demand_room(who: str, reach: tuple[int, int], image: tuple[int, int]) -> None:
    """Raise ValueError if a window reaches over more than an image has when it is padded."""
    if reach[0] > image[0] or reach[1] > image[1]:
        raise ValueError(
            f"{who} reaches over {reach[0]} × {reach[1]} places; "
            f"allowed are the {image[0]} × {image[1]} of x, padded"
        )

"""Windows: how a kernel or a pool of p places is laid along an axis of an image, and the next axis likewise.

    place i of window r sees  S·r + D·i − P  of the image,  i = 0 … p − 1

Stride S, dilation D and the padding P that is laid before the image may differ between axes, and what is laid after it,
P′, from P. A window reaches over D (p − 1) + 1 places; as many windows fit in as leave none of it outside.

Padding "valid" is none. Padding "same" is as much as makes ⌈h / S⌉ windows of h, half of it before and half after; of
an odd number the one more is after. That is TensorFlow's rule (*Notes on padding*, in its documentation of tf.nn);
PyTorch has it too, where S = 1. In ceil mode a last window may reach over the end, if it starts before it.
"""

from typing import NamedTuple

import numpy as np


class Window(NamedTuple):
    """How windows lie along one axis, which has as many numbers as ``size`` says.

    Of those after it, ``over`` are behind the padding, for a last window that reaches over the end.
    """

    size: int
    places: int
    stride: int
    dilation: int
    before: int
    after: int
    over: int = 0

    @property
    def reach(self) -> int:
        """Over how many numbers a window reaches, those that it leaves out included."""
        return self.dilation * (self.places - 1) + 1

    @property
    def padded(self) -> int:
        """How many numbers there are with those that are laid around."""
        return self.before + self.size + self.after

    @property
    def count(self) -> int:
        """How many windows there are."""
        return (self.padded - self.reach) // self.stride + 1

    def seen(self, i: int) -> slice:
        """Return what place i of all windows sees of the padded axis."""
        start = i * self.dilation
        return slice(start, start + self.stride * (self.count - 1) + 1, self.stride)


def laid(who: str, sizes, places, stride=1, padding=0, dilation=1, ceil_mode=False) -> list[Window]:
    """Return a window an axis. Raises ValueError if one reaches over more than the image has when it is padded."""
    axes = len(sizes)
    settings = zip(
        sizes, *(by_axis(setting, axes) for setting in (places, stride, dilation, padding)), strict=True
    )
    windows = [_along(size, *others, ceil_mode) for size, *others in settings]
    if any(window.reach > window.padded for window in windows):
        reach = " × ".join(str(window.reach) for window in windows)
        room = " × ".join(str(window.padded) for window in windows)
        raise ValueError(f"{who} reaches over {reach} places; allowed are the {room} of x, padded")
    return windows


def by_axis(setting, axes: int) -> tuple:
    """Return a setting for every axis: one number, or one word, holds for all. Of one axis a setting holds as it is."""
    return setting if isinstance(setting, tuple) and axes > 1 else (setting,) * axes


def _along(size, places, stride, dilation, padding, ceil_mode) -> Window:
    """Return the window of one axis, whose padding may be a number, one before and one after, or a rule."""
    window = Window(size, places, stride, dilation, *by_axis(0 if isinstance(padding, str) else padding, 2))
    if padding == "same":
        total = max((-(-size // stride) - 1) * stride + window.reach - size, 0)
        window = window._replace(before=total // 2, after=total - total // 2)
    left = (window.padded - window.reach) % stride  # places behind the last window
    start = window.padded - window.reach - left + stride
    if ceil_mode and left and start < window.before + size:
        over = stride - left
        window = window._replace(after=window.after + over, over=over)
    return window


def padded(images, windows: list, value):
    """Return images (n … c) with this value laid around them."""
    if not any(window.before or window.after for window in windows):
        return images
    sides = [(window.before, window.after) for window in windows]
    return np.pad(images, [(0, 0), *sides, (0, 0)], constant_values=value)


def unpadded(images, windows: list):
    """View images (n … c) without what was laid around them."""
    inside = [slice(window.before, window.before + window.size) for window in windows]
    return images[:, *inside]


def places(images, windows: list) -> list:
    """For every place of a window, row by row, view what all windows see there of padded images (n … c)."""
    every = np.ndindex(*(window.places for window in windows))
    return [images[:, *(w.seen(i) for w, i in zip(windows, each, strict=True))] for each in every]

"""What pools share, of any number of axes: the largest of every window, or the mean."""

from functools import reduce
from math import prod

import numpy as np

from scratch.windows import padded, places, unpadded


def largest(who: str, x, windows: list, padding):
    """Return the maximum of every window of images x (n … c), and backward, which pays the first place that has it.

    A window that holds NaN has the maximum NaN, and its place is the first NaN. Raises ValueError if a window has no
    place in the image, for its padding.
    """
    inside = places(padded(np.ones((1, *x.shape[1:-1], 1), bool), windows, False), windows)
    x_padded = padded(x, windows, -np.inf)
    is_padded, overlap = x_padded is not x, any(window.stride < window.reach for window in windows)
    if is_padded and not np.any(inside, axis=0).all():
        raise ValueError(f"{who}: padding is {padding}; allowed is what leaves every window a place of x")
    x_places = np.stack(places(x_padded, windows))  # a copy in one piece: an eighth faster than views
    y = x_places.max(axis=0)

    def backward(dy):
        dx, unpaid = np.zeros_like(dy, shape=x_padded.shape), np.ones(y.shape, bool)
        some_nan = np.isnan(y).any()
        for dx_place, x_place, in_image in zip(places(dx, windows), x_places, inside, strict=True):
            first = (x_place == y) & unpaid
            if some_nan:
                first |= np.isnan(x_place) & unpaid
            if is_padded:
                first &= in_image
            unpaid ^= first  # so that a maximum that is there twice is paid once
            if overlap:
                dx_place += dy * first
            else:  # a quarter faster than adding
                np.multiply(dy, first, out=dx_place)
        return dict(x=unpadded(dx, windows))

    return y, backward


def mean(who: str, x, windows: list, padding, count_include_pad: bool):
    """Return the mean of every window of images x (n … c), and backward, which pays all places alike.

    Sums go axis by axis: rows are added to rows, and then columns to columns. Raises ValueError if a window has no
    place that counts, for its padding.
    """
    counts = [places_that_count(window, count_include_pad) for window in windows]
    if any(not count.all() for count in counts):
        raise ValueError(f"{who}: padding is {padding}; allowed is what leaves every window a place of x")
    share = one_in(reduce(np.multiply.outer, counts), x.dtype)
    y, shapes = padded(x, windows, 0), []
    for axis, window in enumerate(windows, 1):
        shapes.append(y.shape)
        y = reduce(np.add, seen_along(axis, y, window))
    y = y * share

    def backward(dy):
        dx = dy * share
        for axis, window in reversed(list(enumerate(windows, 1))):
            dsum, dx = dx, np.zeros_like(x, shape=shapes[axis - 1])
            for place in seen_along(axis, dx, window):
                place += dsum
        return dict(x=unpadded(dx, windows))

    return y, backward


def largest_of_all(x):
    """Return the maximum of all places of x (n … c), and backward, which pays the first place that has it.

    Of places that hold NaN the maximum is NaN, and the first of them is paid.
    """
    rows = x.reshape(len(x), prod(x.shape[1:-1]), x.shape[-1])
    y = rows.max(axis=1)

    def backward(dy):
        has_it = rows == y[:, None]
        if np.isnan(y).any():
            has_it |= np.isnan(rows)
        count = rows.shape[1]
        left = np.arange(count, 0, -1, dtype=np.min_scalar_type(count))[:, None]
        first = count - (has_it * left).max(axis=1).astype(int)  # five times faster than argmax
        dx = np.zeros_like(rows)
        np.put_along_axis(dx, first[:, None], dy[:, None], axis=1)
        return dict(x=dx.reshape(x.shape))

    return y, backward


def alike(sizes, counts) -> tuple[int, ...]:
    """Return how many places each of so many windows has along each axis, if all have as many, and few; else ()."""
    places = tuple(size // count for size, count in zip(sizes, counts, strict=True))
    even = all(each * count == size for each, count, size in zip(places, counts, sizes, strict=True))
    return places if even and 0 < prod(places) <= prod(counts) else ()


def adapted(size: int, count: int) -> list[slice]:
    """Return as many windows of an axis as are asked for: window i from ⌊i h / k⌋ to ⌈(i + 1) h / k⌉."""
    return [slice(i * size // count, -(-(i + 1) * size // count)) for i in range(count)]


def places_that_count(window, count_include_pad: bool):
    """Return how many places of each window along an axis lie in the image, or in its padding as well."""
    counted = np.zeros(window.padded, int)
    start, stop = window.before, window.before + window.size
    if count_include_pad:
        start, stop = 0, window.padded - window.over
    counted[start:stop] = 1
    return sum(counted[window.seen(i)] for i in range(window.places))


def one_in(counts, dtype):
    """Return 1 / counts for all channels; one number where that is the same for all windows."""
    least = counts.min()
    return 1 / int(least) if least == counts.max() else (1 / counts)[..., None].astype(dtype)


def seen_along(axis: int, images, window) -> list:
    """For every place of a window along an axis, view what all windows see there of padded images."""
    return [images[(slice(None),) * axis + (window.seen(i),)] for i in range(window.places)]

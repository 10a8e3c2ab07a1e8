"""What pools share, of any number of axes: the largest of every window, or the mean."""

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
        dx, unpaid = np.zeros(x_padded.shape, x.dtype), np.ones(y.shape, bool)
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

"""What convolutions share, of any number of axes: patches, and the products that a kernel makes with them.

The numbers that one window sees are its patch, p · q · … · c of them. With a patch a row, what a kernel makes of all
of them is one product; and the same kernel sends numbers back to what a window sees. Each is the other's gradient:

    y = patches(x) W        x = what y sends back through W        dW = patches(x)ᵀ y

In groups, the channels part into equal runs, and each run of y sees one run of x alone: rows and kernels have an axis
of groups in front.
"""

from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from scratch.windows import Window, by_axis, padded, places, unpadded


def convolve(who: str, x, W, b, windows: list, groups: int):
    """Return y = patches(x) W + b for images x (n … c) and kernels W (… c/groups k), and backward.

    Raises ValueError unless the groups part the channels of both evenly.
    """
    n, k, counts = len(x), W.shape[-1], [window.count for window in windows]
    demand_groups(who, groups, c=(x.shape[-1], "x"), k=(k, "W"))
    patches, kernels = patches_of(x, windows, groups), by_group(W, groups)
    y = joined(patches @ kernels, (n, *counts, k))
    if b is not None:
        y += b

    def backward(dy):
        dy_rows = parted(dy, groups)
        gradients = dict(
            x=sent_back(dy_rows, kernels, windows, n),
            W=joined(patches.swapaxes(1, 2) @ dy_rows, W.shape),
        )
        return gradients if b is None else gradients | dict(b=total(dy))

    return y, backward


def convolve_transposed(who: str, x, W, b, windows: list, groups: int):
    """Return y (n … k), what x (n … c) sends back through kernels W (… k/groups c), + b, and backward.

    The windows lie on y, as many as x has places. Raises ValueError unless the groups part the channels of x evenly.
    """
    n, c = len(x), x.shape[-1]
    demand_groups(who, groups, c=(c, "x"))
    kernels, rows = by_group(W, groups), parted(x, groups)
    y = sent_back(rows, kernels, windows, n)
    if b is not None:
        y += b

    def backward(dy):
        patches = patches_of(dy, windows, groups)
        gradients = dict(
            x=joined(patches @ kernels, x.shape), W=joined(patches.swapaxes(1, 2) @ rows, W.shape)
        )
        return gradients if b is None else gradients | dict(b=total(dy))

    return y, backward


def laid_on_output(who: str, counts, places, stride, padding, output_padding, dilation) -> list[Window]:
    """Return the windows on y through which x is sent back, an axis each: as many as the ``counts`` of x say.

    An axis of y has S (h − 1) + R − P − P′ + O places, of h in x and a reach of R. Padding P and P′ is cut off before
    and after, the output padding O added after: less than S, for a convolution of stride S makes h of all these sizes.
    By rule, "valid" cuts nothing off and has S h places at the least; "same" has S h, or S (h − 1) + R mod 2 + O where
    O is given, and cuts one more off after if it is an odd number. Raises ValueError where O is not less than S, and
    where nothing is left of y.
    """
    axes = len(counts)
    each = [by_axis(setting, axes) for setting in (places, stride, dilation, padding, output_padding)]
    windows = [_on_output(*along) for along in zip(counts, *each, strict=True)]
    if any((added or 0) >= step for step, added in zip(each[1], each[4], strict=True)):
        raise ValueError(
            f"{who}: output_padding is {output_padding}; allowed are numbers below the stride, {stride}"
        )
    if any(window.size < 1 for window in windows):
        room = " × ".join(map(str, counts))
        raise ValueError(
            f"{who}: padding is {padding}; allowed is what leaves some of y, made of the {room} of x"
        )
    return windows


def _on_output(count, places, stride, dilation, padding, output_padding) -> Window:
    """Return the window of one axis of y, on which there are so many."""
    reach = dilation * (places - 1) + 1
    covered = stride * (count - 1) + reach
    if padding == "same":
        size = stride * count if output_padding is None else covered - reach + reach % 2 + output_padding
        before = max(covered - size, 0) // 2
    elif padding == "valid":
        size = covered + (max(stride - reach, 0) if output_padding is None else output_padding)
        before = 0
    else:
        before, after = by_axis(padding, 2)
        size = covered - before - after + (output_padding or 0)
    return Window(size, places, stride, dilation, before, max(covered - before - size, 0))


def demand_groups(who: str, groups: int, **channels: tuple[int, str]) -> None:
    """Raise ValueError unless the groups part these numbers of channels, each of an array, evenly."""
    if any(number % groups for number, _ in channels.values()):
        told = " and ".join(f"{name} = {number} of {array}" for name, (number, array) in channels.items())
        both = "both " if len(channels) > 1 else ""
        raise ValueError(f"{who}: groups is {groups}; allowed are numbers that divide {both}{told}")


def patches_of(images, windows: list, groups: int):
    """Return what every window sees of images (n … c), zeros around them: (groups, n · windows, places · c/groups)."""
    image, c = padded(images, windows, 0), images.shape[-1]
    every = seen_by(image.reshape(*image.shape[:-1], groups, c // groups), windows)
    axes = range(1, len(windows) + 1)
    group, channel, *inside = range(axes.stop, every.ndim)
    count = len(images) * prod(window.count for window in windows)
    size = prod(window.places for window in windows) * (c // groups)
    return every.transpose(group, 0, *axes, *inside, channel).reshape(groups, count, size)


def seen_by(image, windows: list):
    """View what every window sees of padded images (n … *c): (n, windows, *c, places), axis by axis."""
    axes = tuple(range(1, len(windows) + 1))
    every = sliding_window_view(image, [window.reach for window in windows], axis=axes)
    strides = (slice(None, None, window.stride) for window in windows)
    dilations = (slice(None, None, window.dilation) for window in windows)
    return every[:, *strides, ..., *dilations]


def sent_back(rows, kernels, windows: list, n: int):
    """Return images (n … c): rows (groups, n · windows, k/groups), each sent to what its window sees, through W.

    What is sent to a place around the image is lost.
    """
    groups, _, k = kernels.shape
    every = kernels.reshape(groups, prod(window.places for window in windows), -1, k)
    counts, c = [window.count for window in windows], groups * every.shape[2]
    image = np.zeros_like(rows, shape=(n, *(window.padded for window in windows), c))
    for i, seen in enumerate(places(image, windows)):
        seen += joined(rows @ every[:, i].swapaxes(1, 2), (n, *counts, c))
    return unpadded(image, windows)


def by_group(W, groups: int):
    """Return kernels W (… c/groups k) as one matrix a group: (groups, places · c/groups, k/groups)."""
    return np.ascontiguousarray(parted(W, groups))


def parted(array, groups: int):
    """Return an array (… k) as rows of each group: (groups, …, k/groups)."""
    *shape, k = array.shape
    return array.reshape(prod(shape), groups, k // groups).swapaxes(0, 1)


def joined(rows, shape: tuple[int, ...]):
    """Return the rows of each group (groups, …, k/groups) as an array of this shape (… k)."""
    return rows.swapaxes(0, 1).reshape(shape)


def total(dy):
    """Return the sum of dy (… k) for each channel."""
    rows = dy.reshape(-1, dy.shape[-1])
    return np.ones(len(rows), dy.dtype) @ rows

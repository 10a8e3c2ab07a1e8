import math

import keras


def build(h, w, size, stride, padding, ceil_mode, count_include_pad):
    if padding == 0:
        padding = "valid"
    if not ceil_mode and (padding == "valid" or (padding == "same" and not count_include_pad)):
        return keras.layers.AveragePooling2D(size, stride, padding)
    return PaddedPooling(
        (h, w), size, size if stride is None else stride, padding, ceil_mode, count_include_pad
    )


# AveragePooling2D pads by "same" alone, leaves padding out of the mean, and has no ceil mode
class PaddedPooling(keras.Layer):
    def __init__(self, image, size, stride, padding, ceil_mode, count_include_pad):
        super().__init__()
        self.size, self.stride = pair(size), pair(stride)
        self.count_include_pad = count_include_pad
        self.sides, self.over = [], []
        for axis in range(2):
            sides = same(image[axis], self.size[axis], self.stride[axis]) if padding == "same" else padding
            before, after = sides if padding == "same" else pair(pair(0 if sides == "valid" else sides)[axis])
            rest = (before + image[axis] + after - self.size[axis]) % self.stride[axis]
            start = before + image[axis] + after - self.size[axis] - rest + self.stride[axis]
            more = ceil_mode and rest and start < before + image[axis]
            self.sides.append((before, after))
            self.over.append((0, self.stride[axis] - rest if more else 0))

    def call(self, x):
        # a window's share of places that count is the mean of ones
        inside = keras.ops.ones_like(x[:1, :, :, :1])
        x, inside = self.laid_around(x, self.sides), self.laid_around(inside, self.sides)
        if self.count_include_pad:
            inside = keras.ops.ones_like(inside)
        x, inside = self.laid_around(x, self.over), self.laid_around(inside, self.over)
        means, shares = (keras.ops.average_pool(each, self.size, self.stride) for each in (x, inside))
        return means / shares

    def laid_around(self, x, sides):
        return keras.ops.pad(x, [(0, 0), *sides, (0, 0)])


def same(image, size, stride):
    """Return how much is laid before and after an axis, so that ⌈image / stride⌉ places are left."""
    total = max((math.ceil(image / stride) - 1) * stride + size - image, 0)
    return total // 2, total - total // 2


def pair(value):
    return value if isinstance(value, tuple) else (value, value)

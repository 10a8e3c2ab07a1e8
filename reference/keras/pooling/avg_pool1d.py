import math

import keras


def build(t, size, stride, padding, ceil_mode, count_include_pad):
    if padding == 0:
        padding = "valid"
    if not ceil_mode and (padding == "valid" or (padding == "same" and not count_include_pad)):
        return keras.layers.AveragePooling1D(size, stride, padding)
    return PaddedPooling(t, size, size if stride is None else stride, padding, ceil_mode, count_include_pad)


# AveragePooling1D pads by "same" alone, leaves padding out of the mean, and has no ceil mode
class PaddedPooling(keras.Layer):
    def __init__(self, steps, size, stride, padding, ceil_mode, count_include_pad):
        super().__init__()
        self.size, self.stride, self.count_include_pad = size, stride, count_include_pad
        if padding == "same":
            total = max((math.ceil(steps / stride) - 1) * stride + size - steps, 0)
            padding = total // 2, total - total // 2
        elif not isinstance(padding, tuple):
            padding = (0, 0) if padding == "valid" else (padding, padding)
        before, after = self.sides = padding
        rest = (before + steps + after - size) % stride
        start = before + steps + after - size - rest + stride
        self.over = stride - rest if ceil_mode and rest and start < before + steps else 0

    def call(self, x):
        # a window's share of places that count is the mean of ones
        inside = keras.ops.ones_like(x[:1, :, :1])
        x, inside = self.laid_around(x, self.sides), self.laid_around(inside, self.sides)
        if self.count_include_pad:
            inside = keras.ops.ones_like(inside)
        x, inside = self.laid_around(x, (0, self.over)), self.laid_around(inside, (0, self.over))
        means, shares = (keras.ops.average_pool(each, self.size, self.stride) for each in (x, inside))
        return means / shares

    def laid_around(self, x, sides):
        return keras.ops.pad(x, [(0, 0), sides, (0, 0)])

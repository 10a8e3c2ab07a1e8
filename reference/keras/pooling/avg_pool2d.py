import math

import keras


def build(h, w, size, stride, padding, ceil_mode, count_include_pad):
    if padding == 0:
        padding = "valid"
    if not ceil_mode and (padding == "valid" or (padding == "same" and not count_include_pad)):
        return keras.layers.AveragePooling2D(size, stride, padding)
    stride = size if stride is None else stride
    return PaddedPooling((h, w), size, stride, padding, ceil_mode, count_include_pad)


# AveragePooling2D pads by "same" alone, leaves padding out of the mean, and has no ceil mode
class PaddedPooling(keras.Layer):
    def __init__(self, image, size, stride, padding, ceil_mode, count_include_pad):
        super().__init__()
        self.size, self.stride = pair(size), pair(stride)
        self.count_include_pad = count_include_pad
        self.sides, self.over = [], []
        for places, size, stride, sides in zip(
            image, self.size, self.stride, pair(0 if padding == "valid" else padding), strict=True
        ):
            if sides == "same":
                total = max((math.ceil(places / stride) - 1) * stride + size - places, 0)
                sides = total // 2, total - total // 2
            before, after = pair(sides)
            rest = (before + places + after - size) % stride
            start = before + places + after - size - rest + stride
            self.sides.append((before, after))
            self.over.append((0, stride - rest if ceil_mode and rest and start < before + places else 0))

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


def pair(value):
    return value if isinstance(value, tuple) else (value, value)

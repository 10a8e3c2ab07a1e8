import math

import keras


def build(d, h, w, size, stride, padding, ceil_mode, count_include_pad):
    if padding == 0:
        padding = "valid"
    is_plain = not ceil_mode and (padding == "valid" or (padding == "same" and not count_include_pad))
    if is_plain and keras.config.floatx() != "float64":
        return keras.layers.AveragePooling3D(size, stride, padding)
    stride = size if stride is None else stride
    return PaddedPooling((d, h, w), size, stride, padding, ceil_mode, count_include_pad)


# AveragePooling3D pads by "same" alone, leaves padding out of the mean, has no ceil mode, and no kernel for float64:
# planes are pooled first, and then across them
class PaddedPooling(keras.Layer):
    def __init__(self, volume, size, stride, padding, ceil_mode, count_include_pad):
        super().__init__()
        self.size, self.stride = triple(size), triple(stride)
        self.count_include_pad = count_include_pad
        self.sides, self.over = [], []
        for places, size, stride, sides in zip(
            volume, self.size, self.stride, triple(0 if padding == "valid" else padding), strict=True
        ):
            if sides == "same":
                total = max((math.ceil(places / stride) - 1) * stride + size - places, 0)
                sides = total // 2, total - total // 2
            before, after = sides if isinstance(sides, tuple) else (sides, sides)
            rest = (before + places + after - size) % stride
            start = before + places + after - size - rest + stride
            self.sides.append((before, after))
            self.over.append((0, stride - rest if ceil_mode and rest and start < before + places else 0))

    def call(self, x):
        # a window's share of places that count is the mean of ones
        inside = keras.ops.ones_like(x[:1, :, :, :, :1])
        x, inside = self.laid_around(x, self.sides), self.laid_around(inside, self.sides)
        if self.count_include_pad:
            inside = keras.ops.ones_like(inside)
        x, inside = self.laid_around(x, self.over), self.laid_around(inside, self.over)
        return self.means(x) / self.means(inside)

    def laid_around(self, x, sides):
        return keras.ops.pad(x, [(0, 0), *sides, (0, 0)])

    def means(self, x):
        n, d, h, w, c = x.shape
        planes = keras.ops.reshape(x, (n * d, h, w, c))
        planes = keras.ops.average_pool(planes, self.size[1:], self.stride[1:])
        _, h, w, c = planes.shape
        across = keras.ops.reshape(planes, (n, d, h * w, c))
        across = keras.ops.average_pool(across, (self.size[0], 1), (self.stride[0], 1))
        return keras.ops.reshape(across, (n, -1, h, w, c))


def triple(value):
    return value if isinstance(value, tuple) else (value,) * 3

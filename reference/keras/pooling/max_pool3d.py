import math

import keras


def build(d, h, w, size, stride, padding, dilation, ceil_mode):
    if padding == 0:
        padding = "valid"
    is_plain = isinstance(padding, str) and dilation in (1, (1, 1, 1)) and not ceil_mode
    if is_plain and keras.config.floatx() != "float64":
        return keras.layers.MaxPooling3D(size, stride, padding)
    return PaddedPooling((d, h, w), size, size if stride is None else stride, padding, dilation, ceil_mode)


# MaxPooling3D pads by "same" alone, has neither dilation nor ceil mode, and no kernel for float64: planes are pooled
# first, and then across them
class PaddedPooling(keras.Layer):
    def __init__(self, volume, size, stride, padding, dilation, ceil_mode):
        super().__init__()
        self.size, self.stride, self.dilation = map(triple, (size, stride, dilation))
        if padding == "valid":
            padding = 0
        self.sides = [
            self.around(axis, volume[axis], None if padding == "same" else triple(padding)[axis], ceil_mode)
            for axis in range(3)
        ]

    def around(self, axis, places, sides, ceil_mode):
        """Return how much is laid before and after one axis; without ``sides`` ⌈places / stride⌉ are left.

        In ceil mode there is room for one window more, if that starts before the end of the volume.
        """
        stride = self.stride[axis]
        reach = self.dilation[axis] * (self.size[axis] - 1) + 1
        if sides is None:
            total = max((math.ceil(places / stride) - 1) * stride + reach - places, 0)
            sides = total // 2, total - total // 2
        before, after = sides if isinstance(sides, tuple) else (sides, sides)
        rest = (before + places + after - reach) % stride
        start = before + places + after - reach - rest + stride
        if ceil_mode and rest and start < before + places:
            after += stride - rest
        return before, after

    def call(self, x):
        x = keras.ops.pad(x, [(0, 0), *self.sides, (0, 0)], constant_values=-math.inf)
        n, d, h, w, c = x.shape
        planes = self.pooled(keras.ops.reshape(x, (n * d, h, w, c)), slice(1, 3))
        _, h, w, c = planes.shape
        across = self.pooled(keras.ops.reshape(planes, (n, d, h * w, c)), slice(0, 1))
        return keras.ops.reshape(across, (n, -1, h, w, c))

    def pooled(self, images, axes):
        """Pool images along these axes of the volume: both of theirs, or their rows alone."""
        size, stride, dilation = (
            each[axes] + (1,) * (2 - len(each[axes])) for each in (self.size, self.stride, self.dilation)
        )
        if dilation == (1, 1):
            return keras.ops.max_pool(images, size, stride)
        # max_pool has no dilation: the windows are laid side by side, and pooled without an overlap
        for axis in range(2):
            starts = range(0, images.shape[1 + axis] - dilation[axis] * (size[axis] - 1), stride[axis])
            places = [start + dilation[axis] * each for start in starts for each in range(size[axis])]
            images = keras.ops.take(images, places, axis=1 + axis)
        return keras.ops.max_pool(images, size, size)


def triple(value):
    return value if isinstance(value, tuple) else (value,) * 3

import math

import keras


def build(h, w, size, stride, padding, dilation, ceil_mode):
    if padding == 0:
        padding = "valid"
    if isinstance(padding, str) and dilation in (1, (1, 1)) and not ceil_mode:
        return keras.layers.MaxPooling2D(size, stride, padding)
    return PaddedPooling((h, w), size, size if stride is None else stride, padding, dilation, ceil_mode)


# MaxPooling2D pads by "same" alone, and has neither dilation nor ceil mode
class PaddedPooling(keras.Layer):
    def __init__(self, image, size, stride, padding, dilation, ceil_mode):
        super().__init__()
        self.size, self.stride, self.dilation = map(pair, (size, stride, dilation))
        if padding == "valid":
            padding = 0
        self.sides = [
            self.around(
                axis, image[axis], None if padding == "same" else pair(pair(padding)[axis]), ceil_mode
            )
            for axis in range(2)
        ]

    def around(self, axis, image, sides, ceil_mode):
        """Return how much is laid before and after one axis; without ``sides`` ⌈image / stride⌉ places are left.

        In ceil mode there is room for one window more, if that starts before the end of the image.
        """
        stride = self.stride[axis]
        reach = self.dilation[axis] * (self.size[axis] - 1) + 1
        if sides is None:
            total = max((math.ceil(image / stride) - 1) * stride + reach - image, 0)
            sides = total // 2, total - total // 2
        before, after = sides
        rest = (before + image + after - reach) % stride
        start = before + image + after - reach - rest + stride
        if ceil_mode and rest and start < before + image:
            after += stride - rest
        return before, after

    def call(self, x):
        x = keras.ops.pad(x, [(0, 0), *self.sides, (0, 0)], constant_values=-math.inf)
        if self.dilation == (1, 1):
            return keras.ops.max_pool(x, self.size, self.stride)
        # max_pool has no dilation: the windows are laid side by side, and pooled without an overlap
        for axis, (size, stride, dilation) in enumerate(
            zip(self.size, self.stride, self.dilation, strict=True), start=1
        ):
            starts = range(0, x.shape[axis] - dilation * (size - 1), stride)
            x = keras.ops.take(x, [start + dilation * each for start in starts for each in range(size)], axis)
        return keras.ops.max_pool(x, self.size, self.size)


def pair(value):
    return value if isinstance(value, tuple) else (value, value)

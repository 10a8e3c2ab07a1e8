import math

import keras


def build(t, size, stride, padding, dilation, ceil_mode):
    if padding == 0:
        padding = "valid"
    if isinstance(padding, str) and dilation == 1 and not ceil_mode:
        return keras.layers.MaxPooling1D(size, stride, padding)
    return PaddedPooling(t, size, size if stride is None else stride, padding, dilation, ceil_mode)


# MaxPooling1D pads by "same" alone, and has neither dilation nor ceil mode
class PaddedPooling(keras.Layer):
    def __init__(self, steps, size, stride, padding, dilation, ceil_mode):
        super().__init__()
        self.size, self.stride, self.dilation = size, stride, dilation
        reach = dilation * (size - 1) + 1
        if padding == "same":
            total = max((math.ceil(steps / stride) - 1) * stride + reach - steps, 0)
            padding = total // 2, total - total // 2
        elif not isinstance(padding, tuple):
            padding = (0, 0) if padding == "valid" else (padding, padding)
        before, after = padding
        rest = (before + steps + after - reach) % stride
        start = before + steps + after - reach - rest + stride
        if ceil_mode and rest and start < before + steps:  # room for one window more
            after += stride - rest
        self.sides = before, after

    def call(self, x):
        x = keras.ops.pad(x, [(0, 0), self.sides, (0, 0)], constant_values=-math.inf)
        if self.dilation == 1:
            return keras.ops.max_pool(x, self.size, self.stride)
        # max_pool has no dilation: the windows are laid side by side, and pooled without an overlap
        starts = range(0, x.shape[1] - self.dilation * (self.size - 1), self.stride)
        places = [start + self.dilation * each for start in starts for each in range(self.size)]
        return keras.ops.max_pool(keras.ops.take(x, places, axis=1), self.size, self.size)

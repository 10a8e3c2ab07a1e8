import keras
from keras import ops


class RotaryPositions(keras.layers.Layer):
    def __init__(self, pairs, base, first):
        super().__init__()
        self.pairs, self.base, self.first = pairs, base, first

    def call(self, x):
        t, k = x.shape[-2:]
        # In float64: a float32 angle of position 1000 is wrong from the fifth digit on.
        places = ops.arange(self.first, self.first + t, dtype="float64")
        angles = places[:, None] * self.base ** (-ops.arange(0, k, 2, dtype="float64") / k)
        sin, cos = ops.cast(ops.sin(angles), x.dtype), ops.cast(ops.cos(angles), x.dtype)
        if self.pairs == "halves":
            a, b = ops.split(x, 2, axis=-1)
            return ops.concatenate([a * cos - b * sin, a * sin + b * cos], axis=-1)
        a, b = x[..., 0::2], x[..., 1::2]
        turned = ops.stack([a * cos - b * sin, a * sin + b * cos], axis=-1)
        return ops.reshape(turned, ops.shape(x))


def build(pairs, base, first):
    return RotaryPositions(pairs, base, first)

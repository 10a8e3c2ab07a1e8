import keras
from keras import ops


class SinusoidalPositions(keras.layers.Layer):
    def __init__(self, base):
        super().__init__()
        self.base = base

    def call(self, x):
        _, t, d = x.shape
        # In float64: a float32 angle of position 1000 is wrong from the fifth digit on.
        places, even = ops.arange(t, dtype="float64"), ops.arange(0, d, 2, dtype="float64")
        angles = places[:, None] * self.base ** (-even / d)
        table = ops.reshape(ops.stack([ops.sin(angles), ops.cos(angles)], axis=-1), (t, -1))[:, :d]
        return x + ops.cast(table, x.dtype)


def build(base):
    return SinusoidalPositions(base)

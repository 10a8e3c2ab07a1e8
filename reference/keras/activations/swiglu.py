import keras
from keras import ops


class SwiGLU(keras.layers.Layer):
    def __init__(self, axis):
        super().__init__()
        self.axis = axis

    def call(self, x):
        gate, value = ops.split(x, 2, axis=self.axis)
        return ops.silu(gate) * value


def build(axis):
    return SwiGLU(axis)

import keras
from keras import ops


class GEGLU(keras.layers.Layer):
    def __init__(self, axis, approximate):
        super().__init__()
        self.axis, self.approximate = axis, approximate

    def call(self, x):
        gate, value = ops.split(x, 2, axis=self.axis)
        return ops.gelu(gate, approximate=self.approximate) * value


def build(axis, approximate):
    return GEGLU(axis, approximate == "tanh")

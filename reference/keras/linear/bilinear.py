import keras
from keras import ops


class Bilinear(keras.layers.Layer):
    def __init__(self, i, j, k, use_bias):
        super().__init__()
        self.kernel = self.add_weight((i, j, k), name="kernel")
        self.bias = self.add_weight((k,), initializer="zeros", name="bias") if use_bias else None

    def call(self, u, v):
        y = ops.einsum("...i,ijk,...j->...k", u, self.kernel, v)
        return y if self.bias is None else y + self.bias


def build(i, j, k, with_b):
    return Bilinear(i, j, k, with_b)

import keras
from keras import ops


class WeightNormalizedDense(keras.layers.Dense):
    def build(self, shape):
        super().build(shape)
        self.g = self.add_weight(shape=(self.units,), initializer="ones", name="g")

    def call(self, x):
        direction = self.kernel / ops.norm(self.kernel, axis=0)
        y = ops.matmul(x, self.g * direction)
        return y + self.bias if self.use_bias else y


def build(n, i, k, with_b):
    return keras.Sequential([keras.Input((*n[1:], i)), WeightNormalizedDense(k, use_bias=with_b)])

import keras
from keras import ops


class GumbelSoftmax(keras.layers.Layer):
    def __init__(self, tau, axis, hard):
        super().__init__()
        self.tau, self.axis, self.hard = tau, axis, hard
        self.seed_generator = keras.random.SeedGenerator()

    def call(self, x, training=False):
        if training:
            # From the smallest number on, or the logarithm of 0 would be drawn.
            u = keras.random.uniform(ops.shape(x), minval=1e-30, dtype=x.dtype, seed=self.seed_generator)
            x = x - ops.log(-ops.log(u))
        y = ops.softmax(x / self.tau, axis=self.axis)
        if not self.hard:
            return y
        largest = ops.argmax(y, axis=self.axis)
        one_hot = ops.one_hot(largest, x.shape[self.axis], axis=self.axis, dtype=y.dtype)
        return dict(y=y, h=ops.stop_gradient(one_hot - y) + y)


def build(tau, axis, hard):
    return GumbelSoftmax(tau, axis, hard)

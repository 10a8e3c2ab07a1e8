import keras


class Step(keras.Layer):
    def call(self, x):
        return keras.ops.heaviside(x, 1.0)


def build():
    return Step()

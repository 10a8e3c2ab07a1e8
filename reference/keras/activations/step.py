import keras


class Step(keras.Layer):
    def call(self, x):
        return keras.ops.cast(x >= 0, x.dtype)


def build():
    return Step()

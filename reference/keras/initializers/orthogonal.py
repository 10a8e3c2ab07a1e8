import keras


def build(gain):
    return keras.initializers.Orthogonal(gain)

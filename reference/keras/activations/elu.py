import keras


def build(alpha):
    return keras.layers.ELU(alpha)

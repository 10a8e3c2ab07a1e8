import keras


def build(negative_slope):
    return keras.layers.LeakyReLU(negative_slope)

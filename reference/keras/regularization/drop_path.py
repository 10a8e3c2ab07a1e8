import keras


def build(shape, rate):
    return keras.layers.Dropout(rate, noise_shape=(None, *(1 for _ in shape)))

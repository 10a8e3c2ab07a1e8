import keras


def build(deviation):
    return keras.layers.GaussianNoise(deviation)

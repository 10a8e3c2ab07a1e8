import keras


def build(rate):
    return keras.layers.AlphaDropout(rate)

import keras


def build(rate):
    return keras.layers.Dropout(rate)

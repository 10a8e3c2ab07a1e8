import keras


def build(i, h):
    return keras.Sequential([keras.Input((None, i)), keras.layers.GRU(h, return_sequences=True)])

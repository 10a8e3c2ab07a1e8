import keras


def build(v, d):
    return keras.Sequential([keras.Input((None,), dtype="int32"), keras.layers.Embedding(v, d)])

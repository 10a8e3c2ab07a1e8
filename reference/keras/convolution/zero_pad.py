import keras


def build(padding):
    return keras.layers.ZeroPadding2D(padding)

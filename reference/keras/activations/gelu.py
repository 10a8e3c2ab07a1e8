import keras


def build():
    return keras.layers.Activation("gelu")

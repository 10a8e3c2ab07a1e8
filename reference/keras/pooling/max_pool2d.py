import keras


def build(size, stride):
    return keras.layers.MaxPooling2D(size, stride)

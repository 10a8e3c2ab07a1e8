import keras


def build(scale):
    return keras.layers.UpSampling2D(scale)

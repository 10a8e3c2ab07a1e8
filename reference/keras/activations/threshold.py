import keras


def build(threshold, value):
    return keras.layers.Activation(lambda x: keras.activations.threshold(x, threshold, value))

import keras


def build(axis):
    return keras.layers.Activation(lambda x: keras.activations.log_softmax(x, axis=axis))

import keras


def build(batch, c, momentum, epsilon):
    # PyTorch's momentum is the share of the new batch, Keras's that of the past.
    normalize = keras.layers.BatchNormalization(momentum=1 - momentum, epsilon=epsilon)
    return keras.Sequential([keras.Input((*batch[1:], c)), normalize])

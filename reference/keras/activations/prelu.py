import keras


def build(batch, c, k):
    # shared_axes counts the axes after that of the samples from 1, and all that share a slope are named.
    shared_axes = range(1, len(batch) + (k == 1))
    return keras.Sequential([keras.Input((*batch[1:], c)), keras.layers.PReLU(shared_axes=list(shared_axes))])

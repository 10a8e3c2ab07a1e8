"""A file that ends with ``.keras`` holds the layers, the weights and the optimizer.

If all layers are Keras's own, it is loaded without other code.
"""

import keras


def save(model, path):
    model.save(path)


def load(path):
    return keras.models.load_model(path)

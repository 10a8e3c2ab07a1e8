import keras


def build(axis, epsilon):
    if epsilon == 1e-12:
        return keras.layers.UnitNormalization(axis=axis)
    # The layer has no ε to set; the function, whose ε is 1e-7 if none is given, has.
    return lambda x: keras.ops.normalize(x, axis=axis, epsilon=epsilon)

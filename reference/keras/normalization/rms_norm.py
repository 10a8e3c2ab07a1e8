import keras


def build(shape, axis, epsilon, with_gamma):
    if with_gamma:
        normalize = keras.layers.RMSNormalization(axis=axis, epsilon=epsilon)
        return keras.Sequential([keras.Input(shape[1:]), normalize])
    # The layer always has a scale.
    return lambda x: keras.ops.rms_normalization(x, axis=axis, epsilon=epsilon)

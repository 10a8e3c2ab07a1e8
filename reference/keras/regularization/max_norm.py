import keras


def build(i, maximum):
    return keras.constraints.MaxNorm(maximum, axis=tuple(range(len(i))))

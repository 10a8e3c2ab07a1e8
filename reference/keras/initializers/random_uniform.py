import keras


def build(low, high):
    return keras.initializers.RandomUniform(minval=low, maxval=high)

import keras


def build(scale, mode, distribution):
    return keras.initializers.VarianceScaling(scale=scale, mode=mode, distribution=distribution)

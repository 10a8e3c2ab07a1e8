import keras


def build(mean, deviation):
    return keras.initializers.RandomNormal(mean=mean, stddev=deviation)

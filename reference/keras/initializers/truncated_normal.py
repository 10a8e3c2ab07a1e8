import keras


def build(mean, deviation):
    return keras.initializers.TruncatedNormal(mean=mean, stddev=deviation)

import keras


def build(limit, learning_rate):
    return keras.optimizers.SGD(learning_rate, clipnorm=limit)

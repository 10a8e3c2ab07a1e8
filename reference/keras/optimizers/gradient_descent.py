import keras


def build(learning_rate):
    return keras.optimizers.SGD(learning_rate)

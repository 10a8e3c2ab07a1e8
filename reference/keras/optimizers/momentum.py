import keras


def build(learning_rate, momentum):
    return keras.optimizers.SGD(learning_rate, momentum=momentum)

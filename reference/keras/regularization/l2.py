import keras


def build(lambd):
    return keras.regularizers.L2(lambd)

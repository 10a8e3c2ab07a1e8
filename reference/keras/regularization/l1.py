import keras


def build(lambd):
    return keras.regularizers.L1(lambd)

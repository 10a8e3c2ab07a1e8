import keras


def build(lambd1, lambd2):
    return keras.regularizers.L1L2(lambd1, lambd2)

import keras


def build(reduction):
    return keras.losses.CategoricalCrossentropy(reduction=reduction)

import keras


def build(pixels, c, epsilon, with_gamma, with_beta):
    normalize = keras.layers.GroupNormalization(
        groups=-1, epsilon=epsilon, center=with_beta, scale=with_gamma
    )  # a group a channel
    return keras.Sequential([keras.Input((*pixels, c)), normalize])

import keras


def build(pixels, c, groups, epsilon, with_gamma, with_beta):
    normalize = keras.layers.GroupNormalization(
        groups=groups, epsilon=epsilon, center=with_beta, scale=with_gamma
    )
    return keras.Sequential([keras.Input((*pixels, c)), normalize])

import keras


def build(shape, axis, epsilon, with_gamma, with_beta):
    normalize = keras.layers.LayerNormalization(
        axis=axis, epsilon=epsilon, center=with_beta, scale=with_gamma
    )
    return keras.Sequential([keras.Input(shape[1:]), normalize])

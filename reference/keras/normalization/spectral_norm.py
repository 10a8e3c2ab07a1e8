import keras


def build(n, i, k, iterations, with_b):
    layer = keras.layers.Dense(k, use_bias=with_b)
    normalized = keras.layers.SpectralNormalization(layer, power_iterations=iterations)
    return keras.Sequential([keras.Input((*n[1:], i)), normalized])

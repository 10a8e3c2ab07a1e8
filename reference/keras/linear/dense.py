import keras


def build(n, i, k, with_b):
    return keras.Sequential([keras.Input((*n[1:], i)), keras.layers.Dense(k, use_bias=with_b)])

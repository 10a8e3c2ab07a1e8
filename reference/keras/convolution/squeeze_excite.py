import keras


def build(c, r, with_b1, with_b2):
    x = keras.Input((None, None, c))
    s = keras.layers.GlobalAveragePooling2D(keepdims=True)(x)
    s = keras.layers.Dense(r, activation="relu", use_bias=with_b1, name="reduce")(s)
    s = keras.layers.Dense(c, activation="sigmoid", use_bias=with_b2, name="expand")(s)
    return keras.Model(x, keras.layers.Multiply()([x, s]))

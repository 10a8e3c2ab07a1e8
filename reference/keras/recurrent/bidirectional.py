import keras


def build(i, h):
    x = keras.Input((None, i))
    lstm = keras.layers.LSTM(h, return_sequences=True, return_state=True, name="lstm")
    y, _, c_forth, _, c_back = keras.layers.Bidirectional(lstm)(x)
    return keras.Model(x, dict(h=y, c=keras.ops.concatenate([c_forth, c_back], axis=1)))

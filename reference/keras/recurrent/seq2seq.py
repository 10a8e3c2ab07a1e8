import keras


def build(i, j, h, k):
    x, u = keras.Input((None, i)), keras.Input((None, j))
    _, *states = keras.layers.LSTM(h, return_state=True, name="encoder")(x)
    s = keras.layers.LSTM(h, return_sequences=True, name="decoder")(u, initial_state=states)
    return keras.Model([x, u], keras.layers.Dense(k, name="output")(s))

import keras


def build(i, h):
    x = keras.Input((None, i))
    hidden, _, cell = keras.layers.LSTM(h, return_sequences=True, return_state=True)(x)
    return keras.Model(x, dict(h=hidden, c=cell))

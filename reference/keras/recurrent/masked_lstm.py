import keras


def build(i, h):
    x, mask = keras.Input((None, i)), keras.Input((None,), dtype="bool")
    y, last, cell = keras.layers.LSTM(h, return_sequences=True, return_state=True)(x, mask=mask)
    return keras.Model([x, mask], dict(y=y, h=last, c=cell))

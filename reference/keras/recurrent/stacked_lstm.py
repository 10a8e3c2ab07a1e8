import keras
from keras import ops


def build(i, h, l, with_h0):
    x = keras.Input((None, i))
    starts = [keras.Input((l, h)), keras.Input((l, h))] if with_h0 else []
    y, states = x, []
    for k in range(l):
        lstm = keras.layers.LSTM(h, return_sequences=True, return_state=True, name=f"layer_{k}")
        y, *last = lstm(y, initial_state=[each[:, k] for each in starts] or None)
        states.append(last)
    h, c = (ops.stack(each, axis=1) for each in zip(*states, strict=True))
    return keras.Model([x, *starts], dict(y=y, h=h, c=c))

import keras


def build(i, h, with_h0):
    x = keras.Input((None, i))
    h0 = keras.Input((h,)) if with_h0 else None
    y = keras.layers.GRU(h, reset_after=False, return_sequences=True)(x, initial_state=h0)
    return keras.Model([x, h0] if with_h0 else x, y)

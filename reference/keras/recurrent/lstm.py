import keras


def build(i, h, with_h0):
    x = keras.Input((None, i))
    # An LSTM in Keras starts from both of its states or from none.
    start = [keras.Input((h,)), keras.Input((h,))] if with_h0 else []
    lstm = keras.layers.LSTM(h, return_sequences=True, return_state=True)
    hidden, _, cell = lstm(x, initial_state=start or None)
    return keras.Model([x, *start], dict(h=hidden, c=cell))

import keras


def build(h, w, c, k, p, q, stride, padding, dilation):
    x = keras.Input((None, h, w, c))
    y, _, cell = keras.layers.ConvLSTM2D(
        k,
        (p, q),
        strides=stride,
        padding=padding,
        dilation_rate=dilation,
        return_sequences=True,
        return_state=True,
    )(x)
    return keras.Model(x, dict(y=y, c=cell))

import keras


def build(h, w, c, e, k, p, q, stride, padding):
    x = keras.Input((h, w, c))
    y = keras.layers.Conv2D(e, 1, activation="relu6", name="expand")(x)
    if not isinstance(padding, str):
        y = keras.layers.ZeroPadding2D(padding)(y)
        padding = "valid"
    y = keras.layers.DepthwiseConv2D(
        (p, q), strides=stride, padding=padding, activation="relu6", name="depthwise"
    )(y)
    y = keras.layers.Conv2D(k, 1, name="project")(y)
    if stride == 1 and y.shape == x.shape:
        y = keras.layers.Add()([x, y])
    return keras.Model(x, y)

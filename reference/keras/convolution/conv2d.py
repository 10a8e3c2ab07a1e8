import keras


def build(h, w, c, k, p, q, stride, padding, dilation):
    layers = [keras.Input((h, w, c)), keras.layers.ZeroPadding2D(padding)]
    if dilation == 1:
        layers += [keras.layers.Conv2D(k, (p, q), strides=stride)]
    else:  # Conv2D refuses strides with dilation: compute every place, keep one in stride
        layers += [
            keras.layers.Conv2D(k, (p, q), dilation_rate=dilation),
            keras.layers.MaxPooling2D(1, stride),
        ]
    return keras.Sequential(layers)

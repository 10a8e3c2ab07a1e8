import keras


def build(size, stride, padding, dilation):
    def unfold(x):
        sides = padding if isinstance(padding, tuple) else (padding, padding)
        x = keras.layers.ZeroPadding2D(sides)(x)
        # keras.ops.unfold wants channels first
        x = keras.ops.transpose(x, (0, 3, 1, 2))
        return keras.ops.unfold(x, size, dilation, stride=stride)

    return unfold

import keras


def build(size, stride, padding, dilation):
    sides = None
    if isinstance(padding, tuple) and isinstance(padding[0], tuple):
        # keras.ops.unfold pads an axis alike on both sides
        sides, padding = [(0, 0), *padding, (0, 0)], 0

    def unfold(x):
        if sides:
            x = keras.ops.pad(x, sides)
        x = keras.ops.transpose(x, (0, 3, 1, 2))
        return keras.ops.unfold(x, size, dilation, padding, stride)

    return unfold

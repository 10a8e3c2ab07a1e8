import keras


def build(padding):
    rows, columns = padding if isinstance(padding, tuple) else (padding, padding)
    sides = [each if isinstance(each, tuple) else (each, each) for each in (rows, columns)]

    def pad(x):
        return keras.ops.pad(x, [(0, 0), *sides, (0, 0)], mode="reflect")

    return pad

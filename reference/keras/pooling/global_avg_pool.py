import keras


def build(space, keepdims):
    pools = [
        keras.layers.GlobalAveragePooling1D,
        keras.layers.GlobalAveragePooling2D,
        keras.layers.GlobalAveragePooling3D,
    ]
    return pools[len(space) - 1](keepdims=keepdims)

import keras


def build(space, keepdims):
    pools = [
        keras.layers.GlobalMaxPooling1D,
        keras.layers.GlobalMaxPooling2D,
        keras.layers.GlobalMaxPooling3D,
    ]
    return pools[len(space) - 1](keepdims=keepdims)

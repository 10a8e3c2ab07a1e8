import keras


def build(places, rate):
    layers = {
        1: keras.layers.SpatialDropout1D,
        2: keras.layers.SpatialDropout2D,
        3: keras.layers.SpatialDropout3D,
    }
    return layers[len(places)](rate)

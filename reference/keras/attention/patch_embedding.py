import keras
from keras import layers


def build(h, w, c, d, p, q, with_b):
    patches = layers.Conv2D(d, (p, q), strides=(p, q), use_bias=with_b)
    return keras.Sequential([keras.Input((h, w, c)), patches, layers.Reshape((-1, d))])

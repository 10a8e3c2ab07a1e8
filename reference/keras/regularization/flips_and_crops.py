import keras
from keras import layers


class FlipsAndCrops(keras.Layer):
    def __init__(self, h, w, padding):
        super().__init__()
        self.pad, self.crop = layers.ZeroPadding2D(padding), layers.RandomCrop(h, w)
        self.flip = layers.RandomFlip("horizontal")

    def call(self, x, training=False):
        if not training:
            return x
        # A call of RandomCrop cuts all its images at one place, so each has a call of its own.
        cropped = keras.ops.map(lambda image: self.crop(image, training=True), self.pad(x))
        return self.flip(cropped, training=True)


def build(h, w, padding):
    return FlipsAndCrops(h, w, padding)

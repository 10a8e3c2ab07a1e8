import keras


class CutMix(keras.Layer):
    def __init__(self, alpha):
        super().__init__()
        # A single number would be the upper bound of an α that is itself drawn.
        factor = alpha, alpha
        self.mix = keras.layers.CutMix(factor)

    def call(self, x, y, training=False):
        mixed = self.mix(dict(images=x, labels=y), training=training)
        return dict(x_mixed=mixed["images"], y_mixed=mixed["labels"])


def build(alpha):
    return CutMix(alpha)

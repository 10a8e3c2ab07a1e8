import keras
from keras import ops


def build(with_class_weight, reduction, label_smoothing):
    if with_class_weight:
        return lambda z, y, weight: WeightedClasses(weight, reduction, label_smoothing)(y, z)
    return keras.losses.CategoricalCrossentropy(
        from_logits=True, reduction=reduction, label_smoothing=label_smoothing
    )


# Keras weighs samples, not the classes in a truth that is mixed of several.
class WeightedClasses(keras.losses.Loss):
    def __init__(self, weight, reduction, label_smoothing):
        super().__init__(reduction=reduction)
        self.weight, self.label_smoothing = weight, label_smoothing

    def call(self, y, z):
        y = (1 - self.label_smoothing) * y + self.label_smoothing / y.shape[-1]
        return -ops.sum(self.weight * y * ops.log_softmax(z), axis=-1)

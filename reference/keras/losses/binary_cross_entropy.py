import keras
from keras import ops


def build(reduction, with_weight, with_pos_weight):
    if with_pos_weight:
        return lambda z, y, weight, pos_weight: WeightedYes(pos_weight, reduction)(y, z, sample_weight=weight)
    loss = keras.losses.BinaryCrossentropy(from_logits=True, reduction=reduction)
    if reduction == "mean" and not with_weight:
        return loss

    # Keras takes the mean over the last axis before it weighs or reduces: let each number have an axis of its own.
    def of_each(z, y, weight=None):
        return loss(y[..., None], z[..., None], sample_weight=weight)

    return of_each


# Keras has no loss in which a yes weighs more than a no; TensorFlow has.
class WeightedYes(keras.losses.Loss):
    def __init__(self, pos_weight, reduction):
        super().__init__(reduction=reduction)
        self.pos_weight = pos_weight

    def call(self, y, z):
        if keras.config.backend() == "tensorflow":
            import tensorflow as tf

            return tf.nn.weighted_cross_entropy_with_logits(y, z, self.pos_weight)
        return -self.pos_weight * y * ops.log_sigmoid(z) - (1 - y) * ops.log_sigmoid(-z)

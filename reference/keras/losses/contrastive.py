import keras
from keras import ops


class Contrastive(keras.losses.Loss):
    def __init__(self, margin, epsilon, reduction):
        super().__init__(reduction=reduction)
        self.margin, self.epsilon = margin, epsilon

    def call(self, y, embeddings):
        a, b = embeddings
        distance = ops.norm(a - b + self.epsilon, axis=-1)
        lack = ops.maximum(self.margin - distance, 0)
        return 0.5 * ((1 - y) * ops.square(distance) + y * ops.square(lack))


def build(margin, epsilon, reduction):
    loss = Contrastive(margin, epsilon, reduction)
    return lambda a, b, y: loss(y, (a, b))

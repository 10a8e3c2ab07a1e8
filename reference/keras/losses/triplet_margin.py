import keras
from keras import ops


class TripletMargin(keras.losses.Loss):
    def __init__(self, margin, epsilon, swap, reduction):
        super().__init__(reduction=reduction)
        self.margin, self.epsilon, self.swap = margin, epsilon, swap

    def distance(self, a, b):
        return ops.norm(a - b + self.epsilon, axis=-1)

    def call(self, _, embeddings):
        a, p, n = embeddings
        far = self.distance(a, n)
        if self.swap:
            far = ops.minimum(far, self.distance(p, n))
        return ops.maximum(self.margin + self.distance(a, p) - far, 0)


def build(margin, epsilon, swap, reduction):
    loss = TripletMargin(margin, epsilon, swap, reduction)
    return lambda a, p, n: loss(a, (a, p, n))

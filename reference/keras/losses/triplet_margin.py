import keras
from keras import ops


class TripletMargin(keras.losses.Loss):
    def __init__(self, margin, norm, epsilon, swap, reduction):
        super().__init__(reduction=reduction)
        self.margin, self.norm, self.epsilon, self.swap = margin, norm, epsilon, swap

    def distance(self, a, b):
        return ops.norm(a - b + self.epsilon, ord=self.norm, axis=-1)

    def call(self, _, embeddings):
        a, p, n = embeddings
        far = self.distance(a, n)
        if self.swap:
            far = ops.minimum(far, self.distance(p, n))
        return ops.maximum(self.margin + self.distance(a, p) - far, 0)


def build(margin, norm, epsilon, swap, reduction):
    loss = TripletMargin(margin, norm, epsilon, swap, reduction)
    return lambda a, p, n: loss(a, (a, p, n))

import keras
from keras import ops


class MarginRanking(keras.losses.Loss):
    def __init__(self, margin, reduction):
        super().__init__(reduction=reduction)
        self.margin = margin

    def call(self, y, scores):
        a, b = scores
        return ops.maximum(self.margin - y * (a - b), 0)


def build(margin, reduction):
    loss = MarginRanking(margin, reduction)
    return lambda a, b, y: loss(y, (a, b))

import math

import keras
from keras import ops


class GaussianNLL(keras.losses.Loss):
    def __init__(self, full, epsilon, reduction):
        super().__init__(reduction=reduction)
        self.full, self.epsilon = full, epsilon

    def call(self, y, predicted):
        y_hat, sigma2 = predicted
        # maximum would stop the gradient of a variance that is too small: what it adds is taken for a constant.
        v = sigma2 + ops.stop_gradient(ops.maximum(sigma2, self.epsilon) - sigma2)
        constant = math.log(2 * math.pi) if self.full else 0
        return 0.5 * (ops.log(v) + ops.square(y_hat - y) / v + constant)


def build(full, epsilon, reduction):
    loss = GaussianNLL(full, epsilon, reduction)
    return lambda y_hat, y, sigma2: loss(y, (y_hat, sigma2))

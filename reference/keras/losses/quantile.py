import keras
from keras import ops


class Quantile(keras.losses.Loss):
    def __init__(self, tau, reduction):
        super().__init__(reduction=reduction)
        self.tau = tau

    def call(self, y, y_hat):
        e = y - y_hat
        return ops.maximum(self.tau * e, (self.tau - 1) * e)


def build(tau, reduction):
    return Quantile(tau, reduction)

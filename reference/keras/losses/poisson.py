import math

import keras
from keras import ops


def build(log_input, full, reduction):
    if log_input or full:
        return LogPoisson(log_input, full, reduction)
    loss = keras.losses.Poisson(reduction)
    if reduction == "mean":
        return loss
    # Keras takes the mean over the last axis before it reduces: let each number have an axis of its own.
    return lambda y_hat, y: loss(y[..., None], y_hat[..., None])


# Keras's Poisson takes rates alone, and leaves log y! out.
class LogPoisson(keras.losses.Loss):
    def __init__(self, log_input, full, reduction):
        super().__init__(reduction=reduction)
        self.log_input, self.full = log_input, full

    def call(self, y, y_hat):
        rate = ops.exp(y_hat) if self.log_input else y_hat
        log_rate = y_hat if self.log_input else ops.log(y_hat + keras.config.epsilon())
        log_factorial = y * ops.log(y) - y + 0.5 * ops.log(2 * math.pi * y)
        return rate - y * log_rate + (ops.where(y > 1, log_factorial, 0) if self.full else 0)

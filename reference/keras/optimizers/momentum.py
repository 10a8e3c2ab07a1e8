import keras
from keras import ops


class PenalizedSGD(keras.optimizers.SGD):
    """Adds the penalty to the gradient, and dampens all gradients but the first: Keras's own SGD does neither."""

    def __init__(self, learning_rate, momentum, nesterov, dampening, penalty, maximize):
        super().__init__(learning_rate, momentum=momentum, nesterov=nesterov)
        self.dampening, self.penalty, self.sign = dampening, penalty, -1 if maximize else 1

    def update_step(self, gradient, variable, learning_rate):
        gradient = self.sign * gradient + self.penalty * variable
        dampened = ops.where(self.iterations > 0, (1 - self.dampening) * gradient, gradient)
        super().update_step(dampened, variable, learning_rate)


def build(learning_rate, momentum, dampening, nesterov, weight_decay, maximize):
    if dampening or weight_decay or maximize:
        return PenalizedSGD(learning_rate, momentum, nesterov, dampening, weight_decay, maximize)
    return keras.optimizers.SGD(learning_rate, momentum=momentum, nesterov=nesterov)


def resume(optimizer, v):
    # Keras keeps −α v, and adds it to the weight; without momentum it keeps nothing.
    for kept in optimizer.momentums:
        kept.assign(-optimizer.learning_rate * v)
    optimizer.iterations.assign(1)  # at 0 the next gradient would be the first, and not be dampened

import keras


class PenalizedSGD(keras.optimizers.SGD):
    """Adds the penalty to the gradient: ``weight_decay`` of a Keras optimizer shrinks the weights beside it."""

    def __init__(self, penalty, maximize, *arguments, **settings):
        super().__init__(*arguments, **settings)
        self.penalty, self.sign = penalty, -1 if maximize else 1

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(self.sign * gradient + self.penalty * variable, variable, learning_rate)


def build(learning_rate, momentum, weight_decay, maximize):
    if weight_decay or maximize:
        return PenalizedSGD(weight_decay, maximize, learning_rate, momentum, nesterov=True)
    return keras.optimizers.SGD(learning_rate, momentum, nesterov=True)


def resume(optimizer, v):
    for kept in optimizer.momentums:
        kept.assign(-optimizer.learning_rate * v)

import keras


class PenalizedSGD(keras.optimizers.SGD):
    """Adds the penalty to the gradient: ``weight_decay`` of a Keras optimizer shrinks the weights beside it."""

    def __init__(self, learning_rate, momentum, nesterov, penalty):
        super().__init__(learning_rate, momentum=momentum, nesterov=nesterov)
        self.penalty = penalty

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(gradient + self.penalty * variable, variable, learning_rate)


def build(learning_rate, momentum, nesterov, weight_decay):
    return PenalizedSGD(learning_rate, momentum, nesterov, weight_decay)

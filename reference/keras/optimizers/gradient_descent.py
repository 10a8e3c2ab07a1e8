import keras


class PenalizedSGD(keras.optimizers.SGD):
    """Adds the penalty to the gradient: ``weight_decay`` of a Keras optimizer shrinks the weights beside it."""

    def __init__(self, learning_rate, penalty, maximize):
        super().__init__(learning_rate)
        self.penalty, self.sign = penalty, -1 if maximize else 1

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(self.sign * gradient + self.penalty * variable, variable, learning_rate)


def build(learning_rate, weight_decay, maximize):
    if weight_decay or maximize:
        return PenalizedSGD(learning_rate, weight_decay, maximize)
    return keras.optimizers.SGD(learning_rate)

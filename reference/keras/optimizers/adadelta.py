import keras


class PenalizedAdadelta(keras.optimizers.Adadelta):
    """Adds the penalty to the gradient: ``weight_decay`` of a Keras optimizer shrinks the weights beside it."""

    def __init__(self, penalty, maximize, *arguments, **settings):
        super().__init__(*arguments, **settings)
        self.penalty, self.sign = penalty, -1 if maximize else 1

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(self.sign * gradient + self.penalty * variable, variable, learning_rate)


def build(learning_rate, rho, epsilon, weight_decay, maximize):
    if weight_decay or maximize:
        return PenalizedAdadelta(weight_decay, maximize, learning_rate, rho, epsilon)
    return keras.optimizers.Adadelta(learning_rate, rho, epsilon)


def resume(optimizer, v, u):
    optimizer._accumulated_grads[0].assign(v)
    optimizer._accumulated_delta_vars[0].assign(u)

import keras


class PenalizedRMSprop(keras.optimizers.RMSprop):
    """Adds the penalty to the gradient: ``weight_decay`` of a Keras optimizer shrinks the weights beside it."""

    def __init__(self, penalty, maximize, *arguments, **settings):
        super().__init__(*arguments, **settings)
        self.penalty, self.sign = penalty, -1 if maximize else 1

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(self.sign * gradient + self.penalty * variable, variable, learning_rate)


def build(learning_rate, rho, momentum, epsilon, centered, weight_decay, maximize):
    if weight_decay or maximize:
        return PenalizedRMSprop(weight_decay, maximize, learning_rate, rho, momentum, epsilon, centered)
    return keras.optimizers.RMSprop(learning_rate, rho, momentum, epsilon, centered)


def resume(optimizer, v, m=None, b=None):
    optimizer._velocities[0].assign(v)
    if m is not None:
        optimizer._average_gradients[0].assign(m)
    if b is not None:
        # Keras lets α into what it keeps.
        optimizer._momentums[0].assign(optimizer.learning_rate * b)

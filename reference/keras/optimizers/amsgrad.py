import keras


class PenalizedAdam(keras.optimizers.Adam):
    """Adds the penalty to the gradient: ``weight_decay`` of a Keras optimizer shrinks the weights beside it."""

    def __init__(self, penalty, maximize, *arguments, **settings):
        super().__init__(*arguments, **settings)
        self.penalty, self.sign = penalty, -1 if maximize else 1

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(self.sign * gradient + self.penalty * variable, variable, learning_rate)


def build(learning_rate, beta1, beta2, epsilon, weight_decay, maximize):
    if weight_decay or maximize:
        return PenalizedAdam(weight_decay, maximize, learning_rate, beta1, beta2, epsilon, amsgrad=True)
    return keras.optimizers.Adam(learning_rate, beta1, beta2, epsilon, amsgrad=True)


def resume(optimizer, m, v, v_max, step):
    optimizer.iterations.assign(step)
    optimizer._momentums[0].assign(m)
    optimizer._velocities[0].assign(v)
    optimizer._velocity_hats[0].assign(v_max)

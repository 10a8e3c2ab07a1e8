import keras


class PenalizedAdam(keras.optimizers.Adam):
    """Adds the penalty to the gradient: ``weight_decay`` of a Keras optimizer shrinks the weights beside it."""

    def __init__(self, penalty, maximize, *arguments, **settings):
        super().__init__(*arguments, **settings)
        self.penalty, self.sign = penalty, -1 if maximize else 1

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(self.sign * gradient + self.penalty * variable, variable, learning_rate)


def build(learning_rate, beta1, beta2, epsilon, amsgrad, weight_decay, maximize):
    if not (weight_decay or maximize):
        return keras.optimizers.Adam(
            learning_rate, beta_1=beta1, beta_2=beta2, epsilon=epsilon, amsgrad=amsgrad
        )
    return PenalizedAdam(
        weight_decay,
        maximize,
        learning_rate,
        beta_1=beta1,
        beta_2=beta2,
        epsilon=epsilon,
        amsgrad=amsgrad,
    )


def resume(optimizer, m, v, step, v_max=None):
    optimizer.iterations.assign(step)
    optimizer._momentums[0].assign(m)
    optimizer._velocities[0].assign(v)
    if v_max is not None:
        optimizer._velocity_hats[0].assign(v_max)

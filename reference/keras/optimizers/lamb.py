import keras


class Ascent(keras.optimizers.Lamb):
    """Goes up the gradient; the weights shrink all the same."""

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(-gradient, variable, learning_rate)


def build(learning_rate, beta1, beta2, epsilon, weight_decay, maximize):
    optimizer = keras.optimizers.Lamb if not maximize else Ascent
    return optimizer(learning_rate, beta1, beta2, epsilon, weight_decay=weight_decay)


def resume(optimizer, m, v, step):
    optimizer.iterations.assign(step)
    optimizer._momentums[0].assign(m)
    optimizer._velocities[0].assign(v)

import keras


class Ascent(keras.optimizers.AdamW):
    """Goes up the gradient; the weights shrink all the same."""

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(-gradient, variable, learning_rate)


def build(learning_rate, beta1, beta2, epsilon, amsgrad, weight_decay, maximize):
    optimizer = keras.optimizers.AdamW if not maximize else Ascent
    return optimizer(
        learning_rate,
        weight_decay=weight_decay,
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

import keras


class Ascent(keras.optimizers.Adafactor):
    """Goes up the gradient; the weights shrink all the same."""

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(-gradient, variable, learning_rate)


def build(learning_rate, decay, epsilon1, epsilon2, clip, weight_decay, maximize):
    optimizer = keras.optimizers.Adafactor if not maximize else Ascent
    return optimizer(learning_rate, -decay, epsilon1, epsilon2, clip, weight_decay=weight_decay)


def resume(optimizer, r, c, step):
    optimizer.iterations.assign(step)
    optimizer._r[0].assign(r)
    optimizer._c[0].assign(c)

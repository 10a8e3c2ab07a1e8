import keras


class PenalizedAdagrad(keras.optimizers.Adagrad):
    """Adds the penalty to the gradient: ``weight_decay`` of a Keras optimizer shrinks the weights beside it."""

    def __init__(self, penalty, maximize, *arguments, **settings):
        super().__init__(*arguments, **settings)
        self.penalty, self.sign = penalty, -1 if maximize else 1

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(self.sign * gradient + self.penalty * variable, variable, learning_rate)


def build(learning_rate, learning_rate_decay, initial_sum, epsilon, weight_decay, maximize):
    rate = learning_rate
    if learning_rate_decay:
        numbers = learning_rate, learning_rate_decay
        start, decay = (keras.ops.convert_to_tensor(each, keras.config.floatx()) for each in numbers)
        rate = keras.optimizers.schedules.InverseTimeDecay(start, 1, decay)
    if weight_decay or maximize:
        return PenalizedAdagrad(weight_decay, maximize, rate, initial_sum, epsilon)
    return keras.optimizers.Adagrad(rate, initial_sum, epsilon)


def resume(optimizer, s, step):
    optimizer.iterations.assign(step)
    optimizer._accumulators[0].assign(s)

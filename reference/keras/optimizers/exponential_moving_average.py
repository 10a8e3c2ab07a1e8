import keras


def build(decay, learning_rate):
    return keras.optimizers.SGD(learning_rate, use_ema=True, ema_momentum=decay)


def averages(optimizer):
    # finalize_variable_values puts them in the place of the weights, as fit does at its end.
    return optimizer._model_variables_moving_average

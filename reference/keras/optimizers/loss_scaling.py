import keras


def build(initial_scale, growth_interval, learning_rate):
    return keras.optimizers.LossScaleOptimizer(
        keras.optimizers.SGD(learning_rate), initial_scale, growth_interval
    )

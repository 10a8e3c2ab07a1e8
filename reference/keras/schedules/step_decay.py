import keras


def build(rate, steps, factor):
    rate, factor = (keras.ops.convert_to_tensor(each, keras.config.floatx()) for each in (rate, factor))
    return keras.optimizers.schedules.ExponentialDecay(
        rate, decay_steps=steps, decay_rate=factor, staircase=True
    )

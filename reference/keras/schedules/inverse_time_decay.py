import keras


def build(rate, steps, decay, staircase):
    rate, decay = (keras.ops.convert_to_tensor(each, keras.config.floatx()) for each in (rate, decay))
    return keras.optimizers.schedules.InverseTimeDecay(
        rate, decay_steps=steps, decay_rate=decay, staircase=staircase
    )

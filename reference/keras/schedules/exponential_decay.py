import keras


def build(rate, steps, factor, staircase):
    # Keras rounds Python's numbers to float32 on their way into a float64 schedule; tensors stay as they are.
    rate, factor = (keras.ops.convert_to_tensor(each, keras.config.floatx()) for each in (rate, factor))
    return keras.optimizers.schedules.ExponentialDecay(
        rate, decay_steps=steps, decay_rate=factor, staircase=staircase
    )

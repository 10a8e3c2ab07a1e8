import keras


def build(rate, steps, floor):
    # Of a Python number Keras computes the schedule in float32, whatever its floatx is.
    start = keras.ops.convert_to_tensor(rate, keras.config.floatx())
    return keras.optimizers.schedules.CosineDecay(start, decay_steps=steps, alpha=floor / rate)

import keras


def build(rate, steps, floor):
    if floor and not rate:
        raise ValueError(f"the floor is a share of the rate here: from 0 there is no way to {floor}")
    # Of a Python number Keras computes the schedule in float32, whatever its floatx is.
    start = keras.ops.convert_to_tensor(rate, keras.config.floatx())
    return keras.optimizers.schedules.CosineDecay(start, decay_steps=steps, alpha=floor / (rate or 1))

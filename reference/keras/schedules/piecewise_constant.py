import keras


def build(rate, boundaries, factor):
    values = [rate * factor**passed for passed in range(len(boundaries) + 1)]
    values = [keras.ops.convert_to_tensor(value, keras.config.floatx()) for value in values]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, values)

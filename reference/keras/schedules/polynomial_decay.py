import keras


def build(rate, steps, power, floor, cycle):
    floatx = keras.config.floatx()
    rate, power, floor = (keras.ops.convert_to_tensor(each, floatx) for each in (rate, power, floor))
    return keras.optimizers.schedules.PolynomialDecay(
        rate, decay_steps=steps, end_learning_rate=floor, power=power, cycle=cycle
    )

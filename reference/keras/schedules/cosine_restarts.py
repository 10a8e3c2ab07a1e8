import keras


def build(rate, steps, t_mul, m_mul, floor):
    floatx = keras.config.floatx()
    alpha, rate, m_mul = (keras.ops.convert_to_tensor(each, floatx) for each in (floor / rate, rate, m_mul))
    return keras.optimizers.schedules.CosineDecayRestarts(
        rate, first_decay_steps=steps, t_mul=t_mul, m_mul=m_mul, alpha=alpha
    )

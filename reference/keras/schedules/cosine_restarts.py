import keras


def build(rate, steps, t_mul, m_mul, floor):
    if floor and not rate:
        raise ValueError(f"the floor is a share of the rate here: from 0 there is no way to {floor}")
    floatx = keras.config.floatx()
    alpha, rate, m_mul = (
        keras.ops.convert_to_tensor(each, floatx) for each in (floor / (rate or 1), rate, m_mul)
    )
    return keras.optimizers.schedules.CosineDecayRestarts(
        rate, first_decay_steps=steps, t_mul=t_mul, m_mul=m_mul, alpha=alpha
    )

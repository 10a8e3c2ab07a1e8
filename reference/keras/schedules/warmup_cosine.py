import keras


def build(rate, warmup, steps, start, floor):
    if floor and not rate:
        raise ValueError(f"the floor is a share of the rate here: from 0 there is no way to {floor}")
    first, peak = (keras.ops.convert_to_tensor(each, keras.config.floatx()) for each in (start * rate, rate))
    return keras.optimizers.schedules.CosineDecay(
        first, decay_steps=steps, alpha=floor / (rate or 1), warmup_target=peak, warmup_steps=warmup
    )

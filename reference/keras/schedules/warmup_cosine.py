import keras


def build(rate, warmup, steps, start, floor):
    first, peak = (keras.ops.convert_to_tensor(each, keras.config.floatx()) for each in (start * rate, rate))
    return keras.optimizers.schedules.CosineDecay(
        first, decay_steps=steps, alpha=floor / rate, warmup_target=peak, warmup_steps=warmup
    )

import keras


def build(epsilon, reduction):
    return keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=epsilon, reduction=reduction
    )

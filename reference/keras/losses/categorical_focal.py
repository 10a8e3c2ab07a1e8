import keras


def build(alpha, gamma, reduction):
    return keras.losses.CategoricalFocalCrossentropy(
        alpha=alpha, gamma=gamma, from_logits=True, reduction=reduction
    )

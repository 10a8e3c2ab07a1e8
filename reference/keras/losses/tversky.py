import keras


def build(shape, alpha, beta, reduction):
    axes = tuple(range(1, 1 + len(shape)))
    return keras.losses.Tversky(alpha=alpha, beta=beta, axis=axes, reduction=reduction)

import keras


def build(alpha, gamma, reduction):
    loss = keras.losses.BinaryFocalCrossentropy(
        apply_class_balancing=alpha is not None,
        alpha=0.25 if alpha is None else alpha,
        gamma=gamma,
        from_logits=True,
        reduction=reduction,
    )
    if reduction == "mean":
        return loss
    # Keras takes the mean over the last axis before it reduces: let each number have an axis of its own.
    return lambda z, y: loss(y[..., None], z[..., None])

import keras


def build(delta, reduction, with_weight):
    loss = keras.losses.Huber(delta, reduction=reduction)
    if reduction == "mean" and not with_weight:
        return loss

    # Keras takes the mean over the last axis before it weighs or reduces: let each number have an axis of its own.
    def of_each(y_hat, y, weight=None):
        return loss(y[..., None], y_hat[..., None], sample_weight=weight)

    return of_each

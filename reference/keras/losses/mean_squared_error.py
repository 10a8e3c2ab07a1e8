import keras


def build(reduction, with_weight):
    if reduction == "mean" and not with_weight:
        return keras.losses.MeanSquaredError()
    loss = keras.losses.MeanSquaredError("mean_with_sample_weight" if reduction == "mean" else reduction)

    # Keras takes the mean over the last axis before it weighs or reduces: let each number have an axis of its own.
    def of_each(y_hat, y, weight=None):
        return loss(y[..., None], y_hat[..., None], sample_weight=weight)

    return of_each

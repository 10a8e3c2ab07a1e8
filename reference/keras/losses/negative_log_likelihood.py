from keras import ops


# Keras has no loss of logarithms of probabilities.
def build(reduction, ignore_index):
    def negative_log_likelihood(log_p, y, class_weight=None):
        counts = ops.ones_like(y, "bool") if ignore_index is None else y != ignore_index
        label = ops.where(counts, y, 0)
        losses = -ops.take_along_axis(log_p, label[..., None], axis=-1)[..., 0]
        weight = ops.ones_like(losses) if class_weight is None else ops.take(class_weight, label)
        weight = ops.where(counts, weight, 0)
        losses = ops.where(counts, weight * losses, 0)
        if reduction == "none":
            return losses
        return ops.sum(losses) / (ops.sum(weight) if reduction == "mean" else 1)

    return negative_log_likelihood

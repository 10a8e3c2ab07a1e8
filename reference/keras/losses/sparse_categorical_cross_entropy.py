import keras
from keras import ops


def build(with_class_weight, reduction, ignore_index, label_smoothing):
    if with_class_weight or label_smoothing:
        return WeightedCrossEntropy(reduction, ignore_index, label_smoothing)
    return keras.losses.SparseCategoricalCrossentropy(
        from_logits=True, ignore_class=ignore_index, reduction=reduction
    )


# SparseCategoricalCrossentropy has neither weights of classes nor smoothed labels.
class WeightedCrossEntropy:
    def __init__(self, reduction, ignore_index, label_smoothing):
        self.reduction, self.ignore_index, self.label_smoothing = reduction, ignore_index, label_smoothing

    def __call__(self, z, y, class_weight=None):
        classes = z.shape[-1]
        counts = ops.ones_like(y, "bool") if self.ignore_index is None else y != self.ignore_index
        one_hot = ops.one_hot(ops.where(counts, y, 0), classes, dtype=z.dtype)
        smoothed = one_hot * (1 - self.label_smoothing) + self.label_smoothing / classes
        weight = ops.ones(classes, z.dtype) if class_weight is None else class_weight
        losses = -ops.sum(weight * smoothed * ops.log_softmax(z), axis=-1)
        losses = ops.where(counts, losses, 0)
        if self.reduction == "none":
            return losses
        total = ops.sum(ops.where(counts, ops.matmul(one_hot, weight), 0))
        return ops.sum(losses) / (total if self.reduction == "mean" else 1)

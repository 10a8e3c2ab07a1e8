import keras
from keras import ops


class ConfusionMatrix(keras.metrics.Metric):
    """Counts on over batches: Keras has a confusion matrix inside its metrics, and none of its own."""

    def __init__(self, classes, normalize):
        super().__init__()
        self.classes, self.normalize = classes, normalize
        self.counts = self.add_variable((classes, classes), "zeros", name="counts")

    def update_state(self, y, z, sample_weight=None):
        true, said = (
            ops.one_hot(each, self.classes, dtype=self.counts.dtype) for each in (y, ops.argmax(z, axis=-1))
        )
        self.counts.assign_add(ops.transpose(true) @ said)

    def result(self):
        counts = ops.convert_to_tensor(self.counts)
        if self.normalize == "none":
            return counts
        axis = dict(true=1, predicted=0, all=None)[self.normalize]
        return counts / ops.maximum(ops.sum(counts, axis=axis, keepdims=True), 1)


def build(k, normalize):
    return ConfusionMatrix(k, normalize)

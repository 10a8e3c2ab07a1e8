import keras
from keras import ops


class AveragingSGD(keras.optimizers.SGD):
    """Averages the weights with equal shares: Keras has no optimizer and no callback that does."""

    def __init__(self, start, every, learning_rate):
        super().__init__(learning_rate)
        self.start, self.every = start, every

    def build(self, variables):
        super().build(variables)
        self.averages = [
            self.add_variable_from_reference(variable, "average", initializer=ops.copy(variable.value))
            for variable in variables
        ]

    def apply(self, gradients, trainable_variables=None):
        super().apply(gradients, trainable_variables)
        step = self.iterations - self.start
        counts = ops.logical_and(step >= 0, step % self.every == 0)
        number = step // self.every + 1
        for average, variable in zip(self.averages, self._trainable_variables, strict=True):
            moved = average + (variable - average) / ops.cast(number, variable.dtype)
            average.assign(ops.where(counts, moved, average.value))


def build(start, every, learning_rate):
    return AveragingSGD(start, every, learning_rate)


def averages(optimizer):
    return optimizer.averages

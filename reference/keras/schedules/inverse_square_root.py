import keras
from keras import ops


class InverseSquareRoot(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, rate, warmup):
        self.rate, self.warmup = rate, warmup

    def __call__(self, step):
        s = ops.cast(step, keras.config.floatx()) + 1  # an optimizer counts from 0
        return self.rate * ops.minimum(s / self.warmup, ops.sqrt(self.warmup / s))

    def get_config(self):
        return dict(rate=self.rate, warmup=self.warmup)


def build(rate, warmup):
    return InverseSquareRoot(rate, warmup)

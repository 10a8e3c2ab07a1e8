import keras
from keras import ops


class LinearWarmup(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, rate, steps, start=0.0):
        self.rate, self.steps, self.start = rate, steps, start

    def __call__(self, step):
        step = ops.cast(step, keras.config.floatx())
        done = ops.where(step < self.steps, step / max(self.steps, 1), 1)
        return self.rate * (self.start + (1 - self.start) * done)

    def get_config(self):
        return dict(rate=self.rate, steps=self.steps, start=self.start)


def build(rate, steps, start):
    return LinearWarmup(rate, steps, start)

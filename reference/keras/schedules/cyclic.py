import keras
from keras import ops


class Cyclic(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, rate, peak, steps=2000, mode="triangular", gamma=1.0):
        self.rate, self.peak, self.steps, self.mode, self.gamma = rate, peak, steps, mode, gamma

    def __call__(self, step):
        step = ops.cast(step, keras.config.floatx())
        cycle = ops.floor(1 + step / (2 * self.steps))
        height = 1 - ops.abs(step / self.steps - 2 * cycle + 1)
        if self.mode == "triangular2":
            height /= 2 ** (cycle - 1)
        if self.mode == "exp_range":
            height *= self.gamma**step
        return self.rate + (self.peak - self.rate) * height

    def get_config(self):
        return {name: getattr(self, name) for name in ("rate", "peak", "steps", "mode", "gamma")}


def build(rate, peak, steps, mode, gamma):
    return Cyclic(rate, peak, steps, mode, gamma)

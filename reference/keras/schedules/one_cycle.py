import math

import keras
from keras import ops


class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, rate, steps, rising=0.3, anneal="cos", first=25.0, last=1e4, three_phase=False):
        self.rate, self.steps, self.rising, self.anneal = rate, steps, rising, anneal
        self.first, self.last, self.three_phase = first, last, three_phase

    def __call__(self, step):
        step = ops.cast(step, keras.config.floatx())
        low, lowest = self.rate / self.first, self.rate / self.first / self.last
        top, end = self.rising * self.steps - 1, self.steps - 1
        rate = self.between(0, low, top, self.rate, step)
        if self.three_phase:
            rate = ops.where(step > top, self.between(top, self.rate, 2 * top, low, step), rate)
            rate = ops.where(step > 2 * top, self.between(2 * top, low, end, lowest, step), rate)
        else:
            rate = ops.where(step > top, self.between(top, self.rate, end, lowest, step), rate)
        return ops.where(step > end, lowest, rate)

    def between(self, begin, start, stop, goal, step):
        done = (step - begin) / (stop - begin)
        if self.anneal == "cos":
            done = (1 - ops.cos(math.pi * done)) / 2
        return start * (1 - done) + goal * done

    def get_config(self):
        names = ("rate", "steps", "rising", "anneal", "first", "last", "three_phase")
        return {name: getattr(self, name) for name in names}


def build(rate, steps, rising, anneal, first, last, three_phase):
    return OneCycle(rate, steps, rising, anneal, first, last, three_phase)

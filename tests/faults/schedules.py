"""Mistakes that people make in schedules, each planted by itself."""

from tests.planting import Fault

FAULTS = [
    Fault("half a wave too much", "schedules.cosine_decay", "scratch",
          "np.pi * done", "2 * np.pi * done", "output rates"),
    Fault("the floor is a share", "schedules.cosine_decay", "keras",
          "alpha=floor / rate", "alpha=floor", "output rates"),
    Fault("goes on beyond the last step", "schedules.cosine_decay", "scratch", "np.minimum(step, steps)", "step",
          "output rates", "keras"),
    Fault("a loss as good is better", "schedules.reduce_on_plateau", "scratch", "each < best - threshold",
          "each < best + threshold", "output rates"),
    Fault("a threshold that is relative", "schedules.reduce_on_plateau", "pytorch", '"abs"', '"rel"', "output rates"),
    Fault("never rests", "schedules.reduce_on_plateau", "scratch", "waited, resting = 0, cooldown",
          "waited, resting = 0, 0", "output rates"),
]  # fmt: skip

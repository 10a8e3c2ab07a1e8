from torch import nn


def build(mean, deviation):
    # The bounds are numbers, not deviations: with a small std alone nothing would be cut.
    def initialize(w):
        return nn.init.trunc_normal_(
            w, mean=mean, std=deviation, a=mean - 2 * deviation, b=mean + 2 * deviation
        )

    return initialize

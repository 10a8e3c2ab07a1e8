import math

from torch import nn


def build(truncated):
    def initialize(w):
        if not truncated:
            return nn.init.kaiming_normal_(w, nonlinearity="linear")
        deviation = math.sqrt(1 / w[0].numel()) / 0.87962566103423978
        return nn.init.trunc_normal_(w, std=deviation, a=-2 * deviation, b=2 * deviation)

    return initialize

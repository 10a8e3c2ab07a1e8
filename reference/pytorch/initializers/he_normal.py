import math

from torch import nn


def build(slope, mode, truncated):
    def initialize(w):
        if not truncated:
            return nn.init.kaiming_normal_(w, a=slope, mode=mode, nonlinearity="leaky_relu")
        n = w[0].numel() if mode == "fan_in" else w[:, 0].numel()
        deviation = math.sqrt(2 / ((1 + slope**2) * n)) / 0.87962566103423978
        return nn.init.trunc_normal_(w, std=deviation, a=-2 * deviation, b=2 * deviation)

    return initialize

import math

from torch import nn


def build(scale, mode, distribution):
    def initialize(w):
        fan_in, fan_out = w[0].numel(), w[:, 0].numel()
        n = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[mode]
        deviation = math.sqrt(scale / n)
        if distribution == "uniform":
            return nn.init.uniform_(w, -math.sqrt(3) * deviation, math.sqrt(3) * deviation)
        if distribution == "untruncated_normal":
            return nn.init.normal_(w, std=deviation)
        deviation /= 0.87962566103423978  # which the cut leaves of 1
        return nn.init.trunc_normal_(w, std=deviation, a=-2 * deviation, b=2 * deviation)

    return initialize

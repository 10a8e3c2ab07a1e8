import math

from torch import nn


def build(gain, truncated):
    def initialize(w):
        if not truncated:
            return nn.init.xavier_normal_(w, gain=gain)
        deviation = gain * math.sqrt(2 / (w[0].numel() + w[:, 0].numel())) / 0.87962566103423978
        return nn.init.trunc_normal_(w, std=deviation, a=-2 * deviation, b=2 * deviation)

    return initialize

from torch import nn


def build(gain):
    def initialize(w):
        return nn.init.orthogonal_(w, gain=gain)

    return initialize

from torch import nn


def build(gain):
    def initialize(w):
        return nn.init.xavier_uniform_(w, gain=gain)

    return initialize

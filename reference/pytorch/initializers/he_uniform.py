from torch import nn


def build(slope, mode):
    def initialize(w):
        return nn.init.kaiming_uniform_(w, a=slope, mode=mode, nonlinearity="leaky_relu")

    return initialize

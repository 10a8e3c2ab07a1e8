from torch import nn


def build(mean, deviation):
    def initialize(w):
        return nn.init.normal_(w, mean=mean, std=deviation)

    return initialize

from torch import nn


def build(negative_slope):
    return nn.LeakyReLU(negative_slope)

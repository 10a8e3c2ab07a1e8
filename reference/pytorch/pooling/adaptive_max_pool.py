from torch import nn


def build(size):
    return nn.AdaptiveMaxPool2d(size)

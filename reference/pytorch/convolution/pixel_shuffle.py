from torch import nn


def build(scale):
    return nn.PixelShuffle(scale)

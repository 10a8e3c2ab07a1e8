from torch import nn


def build(space, keepdims):
    pool = [nn.AdaptiveMaxPool1d, nn.AdaptiveMaxPool2d, nn.AdaptiveMaxPool3d][len(space) - 1](1)
    return pool if keepdims else nn.Sequential(pool, nn.Flatten())

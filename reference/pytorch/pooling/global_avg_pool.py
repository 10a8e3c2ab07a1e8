from torch import nn


def build(space, keepdims):
    pool = [nn.AdaptiveAvgPool1d, nn.AdaptiveAvgPool2d, nn.AdaptiveAvgPool3d][len(space) - 1](1)
    return pool if keepdims else nn.Sequential(pool, nn.Flatten())

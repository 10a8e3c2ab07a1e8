from torch import nn


def build(batch, c, momentum, epsilon):
    layer = nn.BatchNorm1d if len(batch) == 1 else nn.BatchNorm2d
    return layer(c, eps=epsilon, momentum=momentum)

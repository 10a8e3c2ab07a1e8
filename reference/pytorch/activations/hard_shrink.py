from torch import nn


def build(lambd):
    return nn.Hardshrink(lambd)

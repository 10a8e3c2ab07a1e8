from torch import nn


def build(lambd):
    return nn.Softshrink(lambd)

from torch import nn


def build(alpha):
    return nn.CELU(alpha)

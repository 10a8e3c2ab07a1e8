from torch import nn


def build(axis):
    return nn.GLU(axis)

from torch import nn


def build(axis):
    return nn.LogSoftmax(dim=axis)

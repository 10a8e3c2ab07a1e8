from torch import nn


def build(axis):
    return nn.Softmax(dim=axis)

from torch import nn


def build(threshold, value):
    return nn.Threshold(threshold, value)

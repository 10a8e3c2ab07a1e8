from torch import nn


def build(rate):
    return nn.Dropout(rate)

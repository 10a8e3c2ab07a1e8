from torch import nn


def build(rate):
    return nn.AlphaDropout(rate)

from torch import nn


def build(beta):
    return nn.Softplus(beta)

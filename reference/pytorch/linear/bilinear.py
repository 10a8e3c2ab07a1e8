from torch import nn


def build(i, j, k, with_b):
    return nn.Bilinear(i, j, k, bias=with_b)

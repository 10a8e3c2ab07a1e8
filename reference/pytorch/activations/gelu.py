from torch import nn


def build():
    return nn.GELU()

from torch import nn


def build(v, d):
    return nn.Embedding(v, d)

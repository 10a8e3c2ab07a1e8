from torch import nn


def build(i, k, with_b):
    return nn.Linear(i, k, bias=with_b)

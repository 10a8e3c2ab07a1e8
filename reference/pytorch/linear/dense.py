from torch import nn


def build(i, k):
    return nn.Linear(i, k)

from torch import nn


def build(k):
    return nn.PReLU(num_parameters=k)

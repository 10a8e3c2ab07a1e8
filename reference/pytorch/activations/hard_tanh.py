from torch import nn


def build(min_val, max_val):
    return nn.Hardtanh(min_val, max_val)

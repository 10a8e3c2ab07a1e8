from functools import partial

from torch import nn


def build(gain):
    return partial(nn.init.orthogonal_, gain=gain)

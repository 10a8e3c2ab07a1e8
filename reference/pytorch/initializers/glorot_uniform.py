from functools import partial

from torch import nn


def build(gain):
    return partial(nn.init.xavier_uniform_, gain=gain)

from torch import nn
from torch.nn.utils.parametrizations import weight_norm


def build(i, k, with_b):
    return weight_norm(nn.Linear(i, k, bias=with_b))

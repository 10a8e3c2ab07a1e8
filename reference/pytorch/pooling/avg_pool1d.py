import math

import torch
from torch import nn
from torch.nn import functional


def build(t, size, stride, padding, ceil_mode, count_include_pad):
    if padding == "same":
        padding = same(t, size, size if stride is None else stride)
    padding = 0 if padding == "valid" else padding
    if isinstance(padding, tuple):
        return PaddedPool(size, stride, padding, ceil_mode, count_include_pad)
    return nn.AvgPool1d(size, stride, padding, ceil_mode, count_include_pad)


# AvgPool1d pads alike on both sides
class PaddedPool(nn.Module):
    def __init__(self, size, stride, sides, ceil_mode, count_include_pad):
        super().__init__()
        self.pool = nn.AvgPool1d(size, stride, ceil_mode=ceil_mode)
        self.sides, self.count_include_pad = sides, count_include_pad

    def forward(self, x):
        y = self.pool(functional.pad(x, self.sides))
        if self.count_include_pad:
            return y
        inside = functional.pad(torch.ones_like(x[:1, :1]), self.sides)
        return y / self.pool(inside)


def same(steps, size, stride):
    """Lay as much around a sequence as leaves ⌈steps / stride⌉ places of it, the odd one after."""
    total = max((math.ceil(steps / stride) - 1) * stride + size - steps, 0)
    return total // 2, total - total // 2

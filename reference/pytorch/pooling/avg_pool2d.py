import math

import torch
from torch import nn
from torch.nn import functional


def build(h, w, size, stride, padding, ceil_mode, count_include_pad):
    if padding == "same":
        padding = same((h, w), size, size if stride is None else stride)
    padding = 0 if padding == "valid" else padding
    if isinstance(padding, tuple) and isinstance(padding[0], tuple):
        return PaddedPool(size, stride, padding, ceil_mode, count_include_pad)
    return nn.AvgPool2d(size, stride, padding, ceil_mode, count_include_pad)


# AvgPool2d pads an axis alike on both sides
class PaddedPool(nn.Module):
    def __init__(self, size, stride, padding, ceil_mode, count_include_pad):
        super().__init__()
        self.pool = nn.AvgPool2d(size, stride, ceil_mode=ceil_mode)
        self.sides, self.count_include_pad = (*padding[1], *padding[0]), count_include_pad

    def forward(self, x):
        y = self.pool(functional.pad(x, self.sides))
        if self.count_include_pad:
            return y
        inside = functional.pad(torch.ones_like(x[:1, :1]), self.sides)
        return y / self.pool(inside)


def same(image, *settings):
    """Lay as much around an image as leaves ⌈size / stride⌉ places of it, the odd one after."""
    sides = []
    for axis in range(2):
        places, step = (each[axis] if isinstance(each, tuple) else each for each in settings)
        total = max((math.ceil(image[axis] / step) - 1) * step + places - image[axis], 0)
        sides.append((total // 2, total - total // 2))
    return tuple(sides)

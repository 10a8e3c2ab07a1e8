import math

from torch import nn


def build(t, size, stride, padding, dilation, ceil_mode):
    if padding == "same":
        padding = same(t, size, size if stride is None else stride, dilation)
    layers = []
    if isinstance(padding, tuple):
        # MaxPool1d pads alike on both sides
        layers, padding = [nn.ConstantPad1d(padding, -math.inf)], 0
    padding = 0 if padding == "valid" else padding
    layers.append(nn.MaxPool1d(size, stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode))
    return nn.Sequential(*layers) if len(layers) > 1 else layers[0]


def same(steps, size, stride, dilation):
    """Lay as much around a sequence as leaves ⌈steps / stride⌉ places of it, the odd one after."""
    reach = dilation * (size - 1) + 1
    total = max((math.ceil(steps / stride) - 1) * stride + reach - steps, 0)
    return total // 2, total - total // 2

import math

from torch import nn


def build(d, h, w, size, stride, padding, dilation, ceil_mode):
    if padding == "same":
        padding = same((d, h, w), size, size if stride is None else stride, dilation)
    layers = []
    if isinstance(padding, tuple) and isinstance(padding[0], tuple):
        # MaxPool3d pads an axis alike on both sides
        layers, padding = [nn.ConstantPad3d((*padding[2], *padding[1], *padding[0]), -math.inf)], 0
    padding = 0 if padding == "valid" else padding
    layers.append(nn.MaxPool3d(size, stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode))
    return nn.Sequential(*layers) if len(layers) > 1 else layers[0]


def same(volume, *settings):
    """Lay as much around a volume as leaves ⌈size / stride⌉ places of it, the odd one after."""
    sides = []
    for axis in range(3):
        places, step, between = (each[axis] if isinstance(each, tuple) else each for each in settings)
        reach = between * (places - 1) + 1
        total = max((math.ceil(volume[axis] / step) - 1) * step + reach - volume[axis], 0)
        sides.append((total // 2, total - total // 2))
    return tuple(sides)

import math

from torch import nn


def build(t, c, k, p, stride, padding, dilation, groups, with_b):
    if padding == "same" and stride != 1:  # Conv1d refuses "same" with strides
        total = max((math.ceil(t / stride) - 1) * stride + dilation * (p - 1) + 1 - t, 0)
        padding = (total // 2, total - total // 2)
    layers = []
    if isinstance(padding, tuple):  # Conv1d pads alike on both sides
        layers, padding = [nn.ZeroPad1d(padding)], 0
    layers.append(
        nn.Conv1d(
            c,
            k,
            kernel_size=p,
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=with_b,
        )
    )
    return nn.Sequential(*layers) if len(layers) > 1 else layers[0]

import math

from torch import nn


def build(d, h, w, c, k, p, q, r, stride, padding, dilation, groups, with_b):
    if padding == "same" and stride not in (1, (1, 1, 1)):  # Conv3d refuses "same" with strides
        padding = same((d, h, w), (p, q, r), stride, dilation)
    layers = []
    if isinstance(padding, tuple) and isinstance(padding[0], tuple):
        # Conv3d pads an axis alike on both sides
        layers, padding = [nn.ZeroPad3d((*padding[2], *padding[1], *padding[0]))], 0
    layers.append(
        nn.Conv3d(
            c,
            k,
            kernel_size=(p, q, r),
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            bias=with_b,
        )
    )
    return nn.Sequential(*layers) if len(layers) > 1 else layers[0]


def same(volume, kernel, stride, dilation):
    """Lay as many zeros around a volume as leave ⌈size / stride⌉ places of it, the odd one after."""
    sides = []
    for axis in range(3):
        step, between = (each[axis] if isinstance(each, tuple) else each for each in (stride, dilation))
        reach = between * (kernel[axis] - 1) + 1
        total = max((math.ceil(volume[axis] / step) - 1) * step + reach - volume[axis], 0)
        sides.append((total // 2, total - total // 2))
    return tuple(sides)

import math

from torch import nn


def build(h, w, c, k, p, q, stride, padding, dilation, with_b):
    if padding == "same" and stride not in (1, (1, 1)):  # Conv2d refuses "same" with strides
        padding = same((h, w), (p, q), stride, dilation)
    layers = []
    if isinstance(padding, tuple) and isinstance(padding[0], tuple):
        # Conv2d pads an axis alike on both sides
        layers, padding = [nn.ZeroPad2d((*padding[1], *padding[0]))], 0
    layers.append(
        nn.Conv2d(
            c,
            k,
            kernel_size=(p, q),
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=c,
            bias=with_b,
        )
    )
    return nn.Sequential(*layers) if len(layers) > 1 else layers[0]


def same(image, kernel, stride, dilation):
    """Lay as many zeros around an image as leave ⌈size / stride⌉ places of it, the odd one after."""
    sides = []
    for axis in range(2):
        step, between = (each[axis] if isinstance(each, tuple) else each for each in (stride, dilation))
        reach = between * (kernel[axis] - 1) + 1
        total = max((math.ceil(image[axis] / step) - 1) * step + reach - image[axis], 0)
        sides.append((total // 2, total - total // 2))
    return tuple(sides)

import math

from torch import nn


def build(h, w, c, d, k, p, q, stride, padding, dilation, with_b):
    if padding == "same" and stride not in (1, (1, 1)):  # Conv2d refuses "same" with strides
        padding = same((h, w), (p, q), stride, dilation)
    layers = nn.Sequential()
    if isinstance(padding, tuple) and isinstance(padding[0], tuple):
        # Conv2d pads an axis alike on both sides
        layers.append(nn.ZeroPad2d((*padding[1], *padding[0])))
        padding = 0
    depthwise = nn.Conv2d(c, d, (p, q), stride, padding, dilation, groups=c, bias=False)
    layers.add_module("depthwise", depthwise)
    layers.add_module("pointwise", nn.Conv2d(d, k, 1, bias=with_b))
    return layers


def same(image, kernel, stride, dilation):
    """Lay as many zeros around an image as leave ⌈size / stride⌉ places of it, the odd one after."""
    sides = []
    for axis in range(2):
        step, between = (each[axis] if isinstance(each, tuple) else each for each in (stride, dilation))
        reach = between * (kernel[axis] - 1) + 1
        total = max((math.ceil(image[axis] / step) - 1) * step + reach - image[axis], 0)
        sides.append((total // 2, total - total // 2))
    return tuple(sides)

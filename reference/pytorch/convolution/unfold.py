from torch import nn


def build(size, stride, padding, dilation):
    layers = []
    if isinstance(padding, tuple) and isinstance(padding[0], tuple):
        # Unfold pads an axis alike on both sides
        layers, padding = [nn.ZeroPad2d((*padding[1], *padding[0]))], 0
    layers.append(nn.Unfold(size, dilation, padding, stride))
    return nn.Sequential(*layers) if len(layers) > 1 else layers[0]

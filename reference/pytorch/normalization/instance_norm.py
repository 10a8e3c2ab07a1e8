from torch import nn


def build(pixels, c, epsilon, with_gamma, with_beta):
    layer = nn.InstanceNorm1d if len(pixels) == 1 else nn.InstanceNorm2d
    normalize = layer(c, eps=epsilon, affine=with_gamma or with_beta)
    if not with_beta:
        normalize.bias = None
    if with_beta and not with_gamma:  # a layer that shifts has a scale: leave it at 1
        normalize.weight.requires_grad_(False)
    return normalize

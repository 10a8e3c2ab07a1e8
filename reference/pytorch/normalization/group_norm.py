from torch import nn


def build(c, groups, epsilon, with_gamma, with_beta):
    normalize = nn.GroupNorm(groups, c, eps=epsilon, affine=with_gamma or with_beta)
    if not with_beta:
        normalize.bias = None
    if with_beta and not with_gamma:  # a layer that shifts has a scale: leave it at 1
        normalize.weight.requires_grad_(False)
    return normalize

from torch import nn


def build(batch, c, momentum, batches, epsilon, with_gamma, with_beta):
    layer = nn.BatchNorm1d if len(batch) < 3 else nn.BatchNorm2d if len(batch) == 3 else nn.BatchNorm3d
    normalize = layer(c, eps=epsilon, momentum=momentum, affine=with_gamma or with_beta)
    if not with_beta:
        normalize.bias = None
    if with_beta and not with_gamma:  # a layer that shifts has a scale: leave it at 1
        normalize.weight.requires_grad_(False)
    normalize.num_batches_tracked.fill_(batches)
    return normalize

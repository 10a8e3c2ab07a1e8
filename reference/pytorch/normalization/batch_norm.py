from torch import nn


def build(batch, c, momentum, batches, epsilon, with_gamma, with_beta):
    layers = nn.BatchNorm1d, nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d
    normalize = layers[len(batch) - 1](c, eps=epsilon, momentum=momentum, affine=with_gamma or with_beta)
    if not with_beta:
        normalize.bias = None
    if with_beta and not with_gamma:  # a layer that shifts has a scale: leave it at 1
        normalize.weight.requires_grad_(False)
    normalize.num_batches_tracked.fill_(batches)
    return normalize

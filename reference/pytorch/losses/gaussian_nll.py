from torch import nn


def build(full, epsilon, reduction):
    return nn.GaussianNLLLoss(full=full, eps=epsilon, reduction=reduction)

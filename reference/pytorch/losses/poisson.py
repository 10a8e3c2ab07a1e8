from torch import nn


def build(log_input, full, epsilon, reduction):
    return nn.PoissonNLLLoss(log_input=log_input, full=full, eps=epsilon, reduction=reduction)

from torch import nn


def build(epsilon, reduction):
    return nn.CrossEntropyLoss(label_smoothing=epsilon, reduction=reduction)

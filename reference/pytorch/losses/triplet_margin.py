from torch import nn


def build(margin, norm, epsilon, swap, reduction):
    return nn.TripletMarginLoss(margin=margin, p=norm, eps=epsilon, swap=swap, reduction=reduction)

from torch import nn


def build(margin, epsilon, swap, reduction):
    return nn.TripletMarginLoss(margin=margin, eps=epsilon, swap=swap, reduction=reduction)

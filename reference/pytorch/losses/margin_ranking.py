from torch import nn


def build(margin, reduction):
    return nn.MarginRankingLoss(margin=margin, reduction=reduction)

import torch
from torch import nn


def build(n, k, reduction, with_weight, with_pos_weight):
    return nn.BCEWithLogitsLoss(
        weight=torch.ones(*n, k) if with_weight else None,
        pos_weight=torch.ones(k) if with_pos_weight else None,
        reduction=reduction,
    )

import torch
from torch import nn


def build(shape, reduction, with_weight):
    return nn.BCELoss(weight=torch.ones(shape) if with_weight else None, reduction=reduction)

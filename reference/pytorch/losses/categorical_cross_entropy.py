import torch
from torch import nn


def build(k, with_class_weight, reduction, label_smoothing):
    weight = torch.ones(k) if with_class_weight else None
    return nn.CrossEntropyLoss(weight=weight, reduction=reduction, label_smoothing=label_smoothing)

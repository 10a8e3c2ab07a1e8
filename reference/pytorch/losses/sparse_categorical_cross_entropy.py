import torch
from torch import nn


def build(k, with_class_weight, reduction, ignore_index, label_smoothing):
    return nn.CrossEntropyLoss(
        weight=torch.ones(k) if with_class_weight else None,
        reduction=reduction,
        ignore_index=-100 if ignore_index is None else ignore_index,
        label_smoothing=label_smoothing,
    )

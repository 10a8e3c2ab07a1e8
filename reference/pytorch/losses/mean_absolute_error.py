from torch import nn
from torch.nn import functional


def build(reduction, with_weight):
    if not with_weight:
        return nn.L1Loss(reduction=reduction)

    # nn.L1Loss takes no weights; the function does, and divides by their sum.
    def weighted(y_hat, y, weight):
        return functional.l1_loss(y_hat, y, reduction=reduction, weight=weight)

    return weighted

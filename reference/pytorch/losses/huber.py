from torch import nn
from torch.nn import functional


def build(delta, reduction, with_weight):
    if not with_weight:
        return nn.HuberLoss(reduction=reduction, delta=delta)

    # nn.HuberLoss takes no weights; the function does, and divides by the number of losses.
    def weighted(y_hat, y, weight):
        return functional.huber_loss(y_hat, y, reduction=reduction, delta=delta, weight=weight)

    return weighted

import torch


def build(tau, reduction):
    def quantile(y_hat, y):
        e = y - y_hat
        losses = torch.maximum(tau * e, (tau - 1) * e)
        return losses if reduction == "none" else getattr(losses, reduction)()

    return quantile

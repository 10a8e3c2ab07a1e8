import torch
from torch.nn import functional


def build(reduction):
    def squared_logarithmic_error(y_hat, y):
        return functional.mse_loss(torch.log1p(y_hat), torch.log1p(y), reduction=reduction)

    return squared_logarithmic_error

import torch
from torch.nn import functional


def build(alpha, gamma, reduction):
    def focal(z, y):
        p = torch.sigmoid(z)
        cross_entropy = functional.binary_cross_entropy_with_logits(z, y, reduction="none")
        p_t = p * y + (1 - p) * (1 - y)
        losses = cross_entropy * (1 - p_t) ** gamma
        if alpha is not None:
            losses = (alpha * y + (1 - alpha) * (1 - y)) * losses
        return losses if reduction == "none" else getattr(losses, reduction)()

    return focal

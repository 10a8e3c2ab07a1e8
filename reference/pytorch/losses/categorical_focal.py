import torch


def build(alpha, gamma, reduction):
    def focal(z, y):
        log_p = torch.log_softmax(z, dim=-1)
        losses = -alpha * (y * (1 - log_p.exp()) ** gamma * log_p).sum(dim=-1)
        return losses if reduction == "none" else getattr(losses, reduction)()

    return focal

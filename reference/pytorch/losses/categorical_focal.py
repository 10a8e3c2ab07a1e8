import torch


def build(alpha, gamma, reduction):
    def focal(z, y):
        log_p = torch.log_softmax(z, dim=-1)
        # Where γ is less than 1, the power of 0 has an infinite slope: of a sample that is certain.
        doubt = (-torch.expm1(log_p)).clamp_min(torch.finfo(log_p.dtype).tiny)
        losses = -alpha * (y * doubt**gamma * log_p).sum(dim=-1)
        return losses if reduction == "none" else getattr(losses, reduction)()

    return focal

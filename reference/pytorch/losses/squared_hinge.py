import torch


def build(reduction):
    def squared_hinge(z, y):
        losses = torch.clamp(1 - y * z, min=0) ** 2
        return losses if reduction == "none" else getattr(losses, reduction)()

    return squared_hinge

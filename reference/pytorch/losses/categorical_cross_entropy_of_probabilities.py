import torch


# nn.NLLLoss takes numbers of classes; a truth that is mixed of several is written out.
def build(reduction):
    def cross_entropy(p, y):
        losses = -torch.xlogy(y, p).sum(dim=-1)
        return losses if reduction == "none" else getattr(losses, reduction)()

    return cross_entropy

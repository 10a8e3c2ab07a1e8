import torch
from torch.nn import functional


def build(temperature, reduction):
    def info_nce(q, k):
        similarities = functional.normalize(q, dim=1) @ functional.normalize(k, dim=1).T
        own = torch.arange(len(q), device=q.device)
        return functional.cross_entropy(similarities / temperature, own, reduction=reduction)

    return info_nce

import torch
from torch import nn


class LowRankAdaptation(nn.Module):
    def __init__(self, layer, rank, alpha):
        super().__init__()
        self.layer, self.scale = layer.requires_grad_(False), alpha / rank
        self.A = nn.Parameter(torch.randn(layer.in_features, rank) / rank**0.5)
        self.B = nn.Parameter(torch.zeros(rank, layer.out_features))

    def forward(self, x):
        return self.layer(x) + self.scale * (x @ self.A @ self.B)


def build(i, k, r, alpha, with_b):
    return LowRankAdaptation(nn.Linear(i, k, bias=with_b), r, alpha)

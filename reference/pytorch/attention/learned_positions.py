import torch
from torch import nn


class LearnedPositions(nn.Module):
    def __init__(self, places, d):
        super().__init__()
        self.table = nn.Embedding(places, d)

    def forward(self, x):
        return x + self.table(torch.arange(x.shape[1], device=x.device))


def build(l, d):
    return LearnedPositions(l, d)

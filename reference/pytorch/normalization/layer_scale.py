import torch
from torch import nn


class LayerScale(nn.Module):
    def __init__(self, c, start=1e-5):
        super().__init__()
        self.gamma = nn.Parameter(torch.full((c,), start))

    def forward(self, x):
        return x * self.gamma


def build(c):
    return LayerScale(c)

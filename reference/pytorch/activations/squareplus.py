import torch
from torch import nn


class Squareplus(nn.Module):
    def __init__(self, b):
        super().__init__()
        self.b = b

    def forward(self, x):
        return (x + torch.sqrt(x**2 + self.b)) / 2


def build(b):
    return Squareplus(b)

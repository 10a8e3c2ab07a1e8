import torch
from torch import nn


class SqueezeExcite(nn.Module):
    def __init__(self, c, r, with_b1, with_b2):
        super().__init__()
        self.reduce = nn.Linear(c, r, bias=with_b1)
        self.expand = nn.Linear(r, c, bias=with_b2)

    def forward(self, x):
        s = torch.relu(self.reduce(x.mean((2, 3))))
        s = torch.sigmoid(self.expand(s))
        return x * s[:, :, None, None]


def build(c, r, with_b1, with_b2):
    return SqueezeExcite(c, r, with_b1, with_b2)

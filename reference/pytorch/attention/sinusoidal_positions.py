import torch
from torch import nn


class SinusoidalPositions(nn.Module):
    def __init__(self, base):
        super().__init__()
        self.base = base

    def forward(self, x):
        _, t, d = x.shape
        # In float64: a float32 angle of position 1000 is wrong from the fifth digit on.
        places = torch.arange(t, dtype=torch.float64, device=x.device)
        even = torch.arange(0, d, 2, dtype=torch.float64, device=x.device)
        angles = places[:, None] * self.base ** (-even / d)
        table = torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(1)[:, :d]
        return x + table.to(x.dtype)


def build(base):
    return SinusoidalPositions(base)

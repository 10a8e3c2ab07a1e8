import torch
from torch import nn


class RotaryPositions(nn.Module):
    def __init__(self, pairs, base, first):
        super().__init__()
        self.pairs, self.base, self.first = pairs, base, first

    def forward(self, x):
        t, k = x.shape[-2:]
        # In float64: a float32 angle of position 1000 is wrong from the fifth digit on.
        places = torch.arange(self.first, self.first + t, dtype=torch.float64, device=x.device)
        even = torch.arange(0, k, 2, dtype=torch.float64, device=x.device)
        angles = places[:, None] * self.base ** (-even / k)
        sin, cos = angles.sin().to(x.dtype), angles.cos().to(x.dtype)
        if self.pairs == "halves":
            a, b = x.chunk(2, dim=-1)
            return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)
        a, b = x[..., 0::2], x[..., 1::2]
        return torch.stack([a * cos - b * sin, a * sin + b * cos], dim=-1).flatten(-2)


def build(pairs, base, first):
    return RotaryPositions(pairs, base, first)

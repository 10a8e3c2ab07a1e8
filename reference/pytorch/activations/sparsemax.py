import torch
from torch import nn


class Sparsemax(nn.Module):
    def __init__(self, axis):
        super().__init__()
        self.axis = axis

    def forward(self, x):
        z = x.movedim(self.axis, -1)
        z = z - z.max(dim=-1, keepdim=True).values
        falling, _ = z.sort(dim=-1, descending=True)
        sums = falling.cumsum(dim=-1)
        j = torch.arange(1, z.shape[-1] + 1, dtype=z.dtype, device=z.device)
        size = (1 + j * falling > sums).sum(dim=-1, keepdim=True)
        tau = (sums.gather(-1, size - 1) - 1) / size
        return torch.relu(z - tau).movedim(-1, self.axis)


def build(axis):
    return Sparsemax(axis)

import torch.nn.functional as F
from torch import nn


class SwiGLU(nn.Module):
    def __init__(self, axis):
        super().__init__()
        self.axis = axis

    def forward(self, x):
        gate, value = x.chunk(2, dim=self.axis)
        return F.silu(gate) * value


def build(axis):
    return SwiGLU(axis)

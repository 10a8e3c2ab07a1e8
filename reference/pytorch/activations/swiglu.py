from torch import nn
from torch.nn import functional


class SwiGLU(nn.Module):
    def __init__(self, axis):
        super().__init__()
        self.axis = axis

    def forward(self, x):
        gate, value = x.chunk(2, dim=self.axis)
        return functional.silu(gate) * value


def build(axis):
    return SwiGLU(axis)

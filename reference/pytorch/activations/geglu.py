from torch import nn
from torch.nn import functional


class GEGLU(nn.Module):
    def __init__(self, axis, approximate):
        super().__init__()
        self.axis, self.approximate = axis, approximate

    def forward(self, x):
        gate, value = x.chunk(2, dim=self.axis)
        return functional.gelu(gate, approximate=self.approximate) * value


def build(axis, approximate):
    return GEGLU(axis, approximate)

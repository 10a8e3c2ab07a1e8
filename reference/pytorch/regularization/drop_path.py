from torch import nn


class DropPath(nn.Module):
    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training or self.rate == 0:
            return x
        share = 1 - self.rate
        kept = x.new_empty(len(x), *[1] * (x.ndim - 1)).bernoulli_(share)
        return x * (kept / share) if share else x * kept


def build(rate):
    return DropPath(rate)

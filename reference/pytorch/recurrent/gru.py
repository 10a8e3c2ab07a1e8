from torch import nn


class GRU(nn.Module):
    def __init__(self, i, h):
        super().__init__()
        self.gru = nn.GRU(i, h, batch_first=True)

    def forward(self, x, h0=None):
        h, _ = self.gru(x, None if h0 is None else h0[None])
        return h


def build(i, h):
    return GRU(i, h)

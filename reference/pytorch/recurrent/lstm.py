from torch import nn


class LSTM(nn.Module):
    def __init__(self, i, h, r):
        super().__init__()
        self.lstm = nn.LSTM(i, h, proj_size=r, batch_first=True)

    def forward(self, x, h0=None, c0=None):
        # An LSTM in PyTorch starts from both of its states or from none.
        h, (_, c) = self.lstm(x, None if h0 is None else (h0[None], c0[None]))
        return dict(h=h, c=c[0])


def build(i, h, r=0):
    return LSTM(i, h, r)

from torch import nn


class LSTM(nn.Module):
    def __init__(self, i, h, l):
        super().__init__()
        self.lstm = nn.LSTM(i, h, num_layers=l, batch_first=True)

    def forward(self, x, h0=None, c0=None):
        y, (h, c) = self.lstm(x, None if h0 is None else (h0, c0))
        return dict(y=y, h=h, c=c)


def build(i, h, l):
    return LSTM(i, h, l)

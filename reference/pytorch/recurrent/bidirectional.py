from torch import nn


class LSTM(nn.Module):
    def __init__(self, i, h):
        super().__init__()
        self.lstm = nn.LSTM(i, h, bidirectional=True, batch_first=True)

    def forward(self, x):
        h, (_, c) = self.lstm(x)
        return dict(h=h, c=c.transpose(0, 1).flatten(1))


def build(i, h):
    return LSTM(i, h)

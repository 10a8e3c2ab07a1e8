from torch import nn


class Seq2Seq(nn.Module):
    def __init__(self, i, j, h, k):
        super().__init__()
        self.encoder = nn.LSTM(i, h, batch_first=True)
        self.decoder = nn.LSTM(j, h, batch_first=True)
        self.output = nn.Linear(h, k)

    def forward(self, x, u):
        _, states = self.encoder(x)
        s, _ = self.decoder(u, states)
        return self.output(s)


def build(i, j, h, k):
    return Seq2Seq(i, j, h, k)

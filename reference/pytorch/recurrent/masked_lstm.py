import torch
from torch import nn
from torch.nn.utils.rnn import pack_sequence, unpack_sequence


class LSTM(nn.Module):
    def __init__(self, i, h):
        super().__init__()
        self.lstm = nn.LSTM(i, h, batch_first=True)

    def forward(self, x, mask):
        # pack_sequence refuses a sequence without a step.
        rows = mask.any(1)
        lengths = mask[rows].sum(1).tolist()
        packed = pack_sequence(x[mask].split(lengths), enforce_sorted=False)
        every, (last, cell) = self.lstm(packed)
        y = every.data.new_zeros(*mask.shape, self.lstm.hidden_size)
        h, c = torch.zeros_like(y[:, 0]), torch.zeros_like(y[:, 0])
        y[mask] = torch.cat(unpack_sequence(every))
        h[rows], c[rows] = last[0], cell[0]
        return dict(y=y, h=h, c=c)


def build(i, h):
    return LSTM(i, h)

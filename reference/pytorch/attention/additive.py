import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, d, e, k):
        super().__init__()
        self.query, self.key = nn.Linear(d, k, bias=False), nn.Linear(e, k, bias=False)
        self.score = nn.Linear(k, 1, bias=False)

    def forward(self, s, h, mask=None):
        hidden = torch.tanh(self.query(s)[:, :, None] + self.key(h)[:, None])
        scores = self.score(hidden).squeeze(3)
        if mask is not None:
            scores = scores.masked_fill(~mask[:, None], -torch.inf)
        return torch.softmax(scores, dim=2) @ h


def build(d, e, k):
    return AdditiveAttention(d, e, k)

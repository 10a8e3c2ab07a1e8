import torch
from torch import nn


class CTC(nn.Module):
    def __init__(self, blank, reduction, zero_infinity):
        super().__init__()
        self.loss = nn.CTCLoss(blank, reduction, zero_infinity)

    def forward(self, z, y, frames=None, labels=None):
        n, t, _ = z.shape
        frames = torch.full((n,), t) if frames is None else frames
        labels = torch.full((n,), y.shape[1]) if labels is None else labels
        # It takes logarithms of probabilities, frames first.
        return self.loss(z.log_softmax(dim=-1).transpose(0, 1), y, frames, labels)


def build(blank, reduction, zero_infinity):
    return CTC(blank, reduction, zero_infinity)

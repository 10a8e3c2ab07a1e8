import torch
from torch import nn
from torch.nn import functional


class FlipsAndCrops(nn.Module):
    def __init__(self, padding):
        super().__init__()
        self.padding = padding

    def forward(self, x):
        if not self.training:
            return x
        (n, _, h, w), places = x.shape, 2 * self.padding + 1
        rows = torch.arange(h) + torch.randint(places, (n, 1))
        columns = torch.arange(w) + torch.randint(places, (n, 1))
        columns = torch.where(torch.rand(n, 1) < 0.5, columns.flip(1), columns)
        padded = functional.pad(x, [self.padding] * 4)
        image = torch.arange(n)[:, None, None]
        return padded[image, :, rows[:, :, None], columns[:, None, :]].movedim(-1, 1)


def build(padding):
    return FlipsAndCrops(padding)

import math

import torch
from torch import nn


class RandomErasing(nn.Module):
    def __init__(self, probability, smallest, largest, fill):
        super().__init__()
        self.probability, self.fill = probability, fill
        self.area = torch.distributions.Uniform(smallest, largest)
        self.ratio = torch.distributions.Uniform(0.3, 1 / 0.3)

    def forward(self, x):
        if not self.training:
            return x
        y = x.clone()
        for number in (torch.rand(len(x)) < self.probability).nonzero().flatten():
            y[number, :, *self.box(*x.shape[2:])] = self.fill
        return y

    def box(self, h, w):
        for _ in range(100):
            area, ratio = h * w * self.area.sample().item(), self.ratio.sample().item()
            height, width = round(math.sqrt(area * ratio)), round(math.sqrt(area / ratio))
            if 0 < height < h and 0 < width < w:
                row, column = (int(torch.randint(room + 1, ())) for room in (h - height, w - width))
                return slice(row, row + height), slice(column, column + width)
        return slice(0), slice(0)


def build(probability, smallest, largest, fill):
    return RandomErasing(probability, smallest, largest, fill)

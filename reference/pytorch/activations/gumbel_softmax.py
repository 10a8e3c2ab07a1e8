import torch
import torch.nn.functional as F
from torch import nn


class GumbelSoftmax(nn.Module):
    def __init__(self, tau, axis, hard):
        super().__init__()
        self.tau, self.axis, self.hard = tau, axis, hard

    def forward(self, x):
        y = F.gumbel_softmax(x, self.tau, dim=self.axis)
        if not self.hard:
            return y
        # F.gumbel_softmax(hard=True) returns this h alone.
        one_hot = torch.zeros_like(y).scatter_(self.axis, y.argmax(dim=self.axis, keepdim=True), 1.0)
        return dict(y=y, h=one_hot - y.detach() + y)


def build(tau, axis, hard):
    return GumbelSoftmax(tau, axis, hard)

import torch
from torch import nn
from torch.nn import functional


class GumbelSoftmax(nn.Module):
    def __init__(self, tau, axis, hard):
        super().__init__()
        self.tau, self.axis, self.hard = tau, axis, hard

    def forward(self, x):
        if self.training:
            y = functional.gumbel_softmax(x, self.tau, dim=self.axis)
        else:
            y = torch.softmax(x / self.tau, dim=self.axis)
        if not self.hard:
            return y
        # functional.gumbel_softmax(hard=True) returns this h alone.
        one_hot = torch.zeros_like(y).scatter_(self.axis, y.argmax(dim=self.axis, keepdim=True), 1.0)
        return dict(y=y, h=one_hot - y.detach() + y)


def build(tau, axis, hard):
    return GumbelSoftmax(tau, axis, hard)

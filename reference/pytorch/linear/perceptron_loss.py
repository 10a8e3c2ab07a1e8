import torch
from torch import nn


class PerceptronLoss(nn.Module):
    def forward(self, z, y):
        # At z = 0 clamp passes the gradient on, as the rule does; relu would not.
        return torch.clamp(-y * z, min=0).mean()


def build():
    return PerceptronLoss()

from torch import nn


class Step(nn.Module):
    def forward(self, x):
        # torch.heaviside raises an error in backward where this has a gradient of zero.
        return (x >= 0).to(x.dtype)


def build():
    return Step()

from torch import nn


class Step(nn.Module):
    def forward(self, x):
        # torch.heaviside raises an error in backward; through >= no gradient flows.
        return (x >= 0).to(x.dtype)


def build():
    return Step()

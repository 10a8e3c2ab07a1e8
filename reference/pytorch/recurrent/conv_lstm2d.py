import torch
from torch import nn


class ConvLSTM2d(nn.Module):
    def __init__(self, c, k, p, q, stride, padding, dilation):
        super().__init__()
        self.input = nn.Conv2d(c, 4 * k, (p, q), stride, padding, dilation)
        self.state = nn.Conv2d(k, 4 * k, (p, q), padding="same", bias=False)
        self.k = k

    def forward(self, x):
        z = self.input(x.flatten(0, 1)).unflatten(0, x.shape[:2])
        h = c = z.new_zeros(len(x), self.k, *z.shape[3:])
        every = []
        for z_t in z.unbind(1):
            z_i, z_f, z_g, z_o = (z_t + self.state(h)).chunk(4, dim=1)
            c = torch.sigmoid(z_f) * c + torch.sigmoid(z_i) * torch.tanh(z_g)
            h = torch.sigmoid(z_o) * torch.tanh(c)
            every.append(h)
        return dict(y=torch.stack(every, dim=1), c=c)


def build(c, k, p, q, stride, padding, dilation):
    return ConvLSTM2d(c, k, p, q, stride, padding, dilation)

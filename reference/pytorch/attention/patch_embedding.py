from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, c, d, p, q, bias):
        super().__init__()
        self.patches = nn.Conv2d(c, d, kernel_size=(p, q), stride=(p, q), bias=bias)

    def forward(self, x):
        return self.patches(x).flatten(2).transpose(1, 2)


def build(c, d, p, q, with_b):
    return PatchEmbedding(c, d, p, q, with_b)

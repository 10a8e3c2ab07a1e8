from torch import nn


def build(size, alpha, beta, k):
    # PyTorch's alpha is divided by the size, the paper's is not.
    return nn.LocalResponseNorm(size, alpha=alpha * size, beta=beta, k=k)

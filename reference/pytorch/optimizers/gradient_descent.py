import torch


def build(parameters, learning_rate):
    return torch.optim.SGD(parameters, lr=learning_rate)
